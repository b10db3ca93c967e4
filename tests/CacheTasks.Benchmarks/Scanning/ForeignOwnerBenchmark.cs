using BenchmarkDotNet.Attributes;
using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Benchmarks.Scanning;

/// <summary>
/// Looking for entries of other users among 100,000, against find(1). Aims: 1.3 times as fast on 2 cores (ratio ≤ 0.77), twice on 4 or
/// more (ratio ≤ 0.5). The bounded scan is what a step costs at most.
/// </summary>
public class ForeignOwnerBenchmark
{
    private ScannedTree _tree = null!;
    private uint _user;

    [Params("ext4", "tmpfs")]
    public string FileSystemType { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _tree = new ScannedTree(FileSystemType);
        _user = FileSystem.Current!.EffectiveUser;
        Console.WriteLine($"// {Environment.ProcessorCount} cores");
        Expect(0, Scan(mostEntries: 0));
        new Command("chown", "1", Path.Combine(_tree.Location, "debug", "deps")).Run().OrFail();
        Expect(1, Scan(mostEntries: 0));
        new Command("chown", "--reference", _tree.Location, Path.Combine(_tree.Location, "debug", "deps")).Run().OrFail();
    }

    [GlobalCleanup]
    public void Remove() => _tree.Dispose();

    [Benchmark(Baseline = true)]
    public int Find() => new Command("find", _tree.Location, "!", "-uid", $"{_user}").Run().OrFail().StandardOutput.Length;

    [Benchmark]
    public object All() => Scan(mostEntries: 0);

    [Benchmark]
    public object Bounded() => Scan(mostEntries: 20_000);

    private ScanResult Scan(int mostEntries) => FileSystem.Scanner!.Scan(_tree.Location, new ScanRequest(_user, 10, mostEntries, StopsWhenReported: false));

    private static void Expect(int foreign, ScanResult result)
    {
        if (!result.IsComplete || result.Entries < ScannedTree.Files || result.Owners.Values.Sum() != foreign)
        {
            throw new InvalidOperationException($"the scan saw {result.Entries} entries, {result.Owners.Values.Sum()} of others");
        }
    }
}
