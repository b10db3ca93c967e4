using BenchmarkDotNet.Attributes;
using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Benchmarks.Judging;

/// <summary>100 pairs over five filesystems: each by itself, and as one build gives them. Aim: the second is the faster.</summary>
[MemoryDiagnoser]
public class ManyPairsBenchmark
{
    private const string Files = "archive-v*";

    private readonly List<(string Cache, string Target)> _pairs = [];
    private Lab _lab = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _lab = new Lab();
        string[] disks =
        [
            _lab.Image("ext4", "ext4", "-q", "-F"), _lab.Image("other", "ext4", "-q", "-F"), _lab.Image("xfs", "xfs", "-q"), _lab.Image("btrfs", "btrfs", "-q"), _lab.Tmpfs("tmpfs", "size=64m"),
        ];
        foreach (var disk in disks)
        {
            var archive = Directory.CreateDirectory(Path.Combine(disk, "cache", "archive-v0", "8Zfs", "requests")).FullName;
            File.WriteAllBytes(Path.Combine(archive, "core.py"), new byte[5000]);
            _pairs.AddRange(Enumerable.Range(0, 20).Select(number => (Path.Combine(disk, "cache"), Directory.CreateDirectory(Path.Combine(disk, $"target{number}")).FullName)));
        }
    }

    [GlobalCleanup]
    public void Remove() => _lab.Dispose();

    [Benchmark(Baseline = true)]
    public int OneByOne() => _pairs.Count(pair => Colocator.Judge(FileSystem.Current!, pair.Cache, pair.Target, Files).Verdict!.Hardlink.Usable);

    [Benchmark]
    public int Together()
    {
        using var mounts = FileSystem.Current!.ReadMounts();
        var colocator = new Colocator(FileSystem.Current!, mounts) { Shares = true };
        return _pairs.Count(pair => colocator.Judge(pair.Cache, pair.Target, Files).Verdict!.Hardlink.Usable);
    }
}
