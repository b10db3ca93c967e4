using BenchmarkDotNet.Attributes;
using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Benchmarks.Judging;

/// <summary>The verdict on one pair against the same system calls in C. Aims: ratio ≤ 2, ≤ 8 KB a pair.</summary>
[MemoryDiagnoser]
public class JudgeBenchmark
{
    private PairFolders _folders = null!;
    private NativeBaseline _native = null!;
    private byte[] _cache = [];
    private byte[] _target = [];
    private byte[] _prefix = [];
    private string _pattern = "";

    [Params("ext4", "tmpfs", "xfs", "btrfs")]
    public string FileSystemType { get; set; } = "";

    /// <summary>Whether one of the cache's own files is looked for and tried as well.</summary>
    [Params(false, true)]
    public bool Sample { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _folders = new PairFolders(FileSystemType);
        _native = new NativeBaseline();
        _cache = NativeBaseline.Text(_folders.Cache);
        _target = NativeBaseline.Text(_folders.Target);
        _prefix = NativeBaseline.Text(Sample ? "archive-v" : "");
        _pattern = Sample ? "archive-v*" : "";
    }

    [GlobalCleanup]
    public void Remove()
    {
        _native.Dispose();
        _folders.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int C() => _native.Judge(_cache, _target, _prefix);

    [Benchmark]
    public object Judge() => Colocator.Judge(FileSystem.Current!, _folders.Cache, _folders.Target, _pattern).Verdict!;
}
