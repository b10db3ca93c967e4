using CacheTasks.TestSupport;

namespace CacheTasks.Benchmarks.Judging;

/// <summary>A cache as uv lays it out and an empty target, side by side on one filesystem: an image that is mounted for it (as root), or tmpfs.</summary>
internal sealed class PairFolders : IDisposable
{
    private readonly Lab? _lab;
    private readonly DirectoryInfo _root;

    /// <param name="fileSystem">ext4, xfs, btrfs or tmpfs.</param>
    public PairFolders(string fileSystem)
    {
        _lab = fileSystem == "tmpfs" ? null : new Lab();
        var folder = _lab is null ? "/dev/shm" : _lab.Image("disk", fileSystem, fileSystem == "ext4" ? ["-q", "-F"] : ["-q"]);
        _root = Directory.CreateDirectory(Path.Combine(folder, $"cachetasks-bench-{Environment.ProcessId}"));
        Cache = _root.CreateSubdirectory("cache").FullName;
        Target = _root.CreateSubdirectory("target").FullName;
        var package = Directory.CreateDirectory(Path.Combine(Cache, "archive-v0", "8Zfs", "requests"));
        foreach (var number in Enumerable.Range(1, 12))
        {
            File.WriteAllBytes(Path.Combine(package.FullName, $"module{number}.py"), new byte[number * 700]);
        }
    }

    public string Cache { get; }

    public string Target { get; }

    public void Dispose()
    {
        _root.Delete(recursive: true);
        _lab?.Dispose();
    }
}
