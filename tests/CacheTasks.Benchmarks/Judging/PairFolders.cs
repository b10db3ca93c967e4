using CacheTasks.Platform;

namespace CacheTasks.Benchmarks.Judging;

/// <summary>A cache as uv lays it out and an empty target, side by side on one filesystem.</summary>
internal sealed class PairFolders : IDisposable
{
    private const string Ext4Variable = "CACHETASKS_BENCH_EXT4";

    private readonly DirectoryInfo _root;

    /// <param name="fileSystem">ext4 or tmpfs.</param>
    public PairFolders(string fileSystem)
    {
        var folder = fileSystem == "tmpfs" ? "/dev/shm" : Environment.GetEnvironmentVariable(Ext4Variable) ?? Path.GetTempPath();
        var found = FileSystem.Current!.Stat(folder, followLink: true, out var status).Succeeded ? FileSystem.Current.ReadMounts().Find(status.MountId)?.FileSystem : null;
        if (found != fileSystem)
        {
            throw new InvalidOperationException($"{folder} is on {found ?? "nothing"}, not on {fileSystem}; set {Ext4Variable} to a folder on ext4");
        }
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

    public void Dispose() => _root.Delete(recursive: true);
}
