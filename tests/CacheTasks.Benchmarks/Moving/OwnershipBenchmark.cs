using BenchmarkDotNet.Attributes;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;

namespace CacheTasks.Benchmarks.Moving;

/// <summary>Giving 2000 files of root's to a user (as root), against the same by chown(1).</summary>
public class OwnershipBenchmark
{
    private const int User = 4711;

    private SparseTree _tree = null!;

    [GlobalSetup]
    public void Prepare() => _tree = new SparseTree(10L << 30);

    [GlobalCleanup]
    public void Remove() => _tree.Dispose();

    [IterationSetup]
    public void GiveBack() => Chown(0);

    [Benchmark(Baseline = true)]
    public int ByChown() => Chown(User);

    [Benchmark]
    public long Give()
    {
        FileSystem.Trees!.OpenDirectory(_tree.Here, out var directory);
        using (directory)
        {
            var ownership = new TreeOwnership(FileSystem.Trees!, TreeScan.Of(FileSystem.Trees!, directory), User, protectsLinks: true);
            ownership.Give(directory);
            return ownership.Given;
        }
    }

    private int Chown(int user)
    {
        using var chown = System.Diagnostics.Process.Start("chown", ["-R", $"{user}", _tree.Here]);
        chown.WaitForExit();
        return chown.ExitCode;
    }
}
