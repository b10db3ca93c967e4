using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>The package of this checkout, packed once per run into a feed of its own.</summary>
public sealed class PackedPackage
{
    private static readonly Lazy<PackedPackage> s_instance = new(() => new PackedPackage(RunFolder.Instance));

    private PackedPackage(RunFolder run)
    {
        // NuGet caches by version, and a build server may hold an older dll: no version is used twice.
        Version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
        Feed = Directory.CreateDirectory(Path.Combine(run.Location, "feed")).FullName;
        // Own output folders: the checkout may be building, or packing, at the same time.
        new Command("dotnet", "pack", Path.Combine(Repository.Root, "src", "CacheTasks"), "-c", "Release", "-o", Feed,
            "--artifacts-path", Path.Combine(run.Location, "pack"),
            "-p:UseArtifactsOutput=true", $"-p:PackageVersion={Version}", "-nr:false", "-tl:off", "-v:q")
        {
            WorkingDirectory = Repository.Root,
        }.Run().OrFail();
    }

    public static PackedPackage Instance => s_instance.Value;

    public string Version { get; }

    public string Feed { get; }
}
