using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>The package of this checkout, packed once per run into a feed of its own.</summary>
public sealed class PackedPackage
{
    private static readonly Lazy<PackedPackage> s_instance = new(() => new PackedPackage(RunFolder.Instance));

    private PackedPackage(RunFolder run)
    {
        Feed = Directory.CreateDirectory(Path.Combine(run.Location, "feed")).FullName;
        Version = PackedFeed.Pack(Feed, Path.Combine(run.Location, "pack"));
    }

    public static PackedPackage Instance => s_instance.Value;

    public string Version { get; }

    public string Feed { get; }
}
