using CacheTasks.TestSupport;

namespace CacheTasks.Benchmarks.Scanning;

/// <summary>A tree of 100,000 files in the shape of a target: one large folder and many small ones, all of this user.</summary>
internal sealed class ScannedTree : IDisposable
{
    public const int Files = 100_000;

    private const int InLargeFolder = 40_000;
    private const int InSmallFolder = 100;

    private readonly Lab _lab = new();

    public ScannedTree(string type)
    {
        var disk = type == "tmpfs" ? _lab.Tmpfs("disk", "size=512m,nr_inodes=200k") : _lab.Image("disk", type, "-q", "-F", "-N", "200000");
        Location = Path.Combine(disk, "target");
        Fill(Path.Combine(Location, "debug", "deps"), InLargeFolder);
        for (var number = 0; number < (Files - InLargeFolder) / InSmallFolder; number++)
        {
            Fill(Path.Combine(Location, "debug", "incremental", $"crate-{number:x13}", $"s-{number:x10}-working"), InSmallFolder);
        }
    }

    public string Location { get; }

    public void Dispose() => _lab.Dispose();

    private static void Fill(string folder, int files)
    {
        Directory.CreateDirectory(folder);
        for (var number = 0; number < files; number++)
        {
            File.Create(Path.Combine(folder, $"libcrate_{number}-{number * 7919:x16}.rmeta")).Dispose();
        }
    }
}
