using BenchmarkDotNet.Attributes;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;

namespace CacheTasks.Benchmarks.Moving;

/// <summary>
/// Two migrations on one filesystem, there and back, of 2000 files that are together 1 GB and 10 GB. Aim: ratio 1. What the walk over
/// the files takes of it is timed apart, and so is the bare pair of renames.
/// </summary>
public class MoveBenchmark
{
    private SparseTree _small = null!;
    private SparseTree _large = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _small = new SparseTree(1L << 30);
        _large = new SparseTree(10L << 30);
        // The first of two equal benchmarks would else pay for what the compiler does while they run.
        for (var round = 0; round < 40; round++)
        {
            _small.MoveBoth();
            _large.MoveBoth();
        }
    }

    [GlobalCleanup]
    public void Remove()
    {
        _small.Dispose();
        _large.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int Move1GB() => _small.MoveBoth();

    [Benchmark]
    public int Move10GB() => _large.MoveBoth();

    [Benchmark]
    public long Scan1GB() => Scan(_small);

    [Benchmark]
    public long Scan10GB() => Scan(_large);

    [Benchmark]
    public void RenameAlone()
    {
        Directory.Move(_large.Here, _large.There);
        Directory.Move(_large.There, _large.Here);
    }

    private static long Scan(SparseTree tree)
    {
        FileSystem.Trees!.OpenDirectory(tree.Here, out var directory);
        using (directory)
        {
            return TreeScan.Of(FileSystem.Trees!, directory).Files;
        }
    }
}
