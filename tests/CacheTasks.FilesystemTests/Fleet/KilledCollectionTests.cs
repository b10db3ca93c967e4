using CacheTasks.FilesystemTests.Promotion;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Fleet;

/// <summary>A collector that gets SIGKILL: whoever reads the store finds each package complete or not at all, and the next one finishes.</summary>
[TestClass]
public sealed class KilledCollectionTests : LabTest
{
    private const int Kills = 32;
    private const int Lanes = 2;
    private const int Packages = 12;
    private const int Kept = 4;

    [TestMethod]
    public void KilledAtAnyMoment_StoreStaysValidAndTheNextFinishes()
    {
        var lab = Open("killed", () => new Lab());
        var cache = new PromotedCache(lab, "0.13.8", [.. Enumerable.Range(0, Packages).Select(number => new Wheel($"pack{number}").Module("one", 40_000).Module("two", 4_000))]);
        var full = Path.Combine(lab.Image("volume", "ext4"), "full");
        PromotedCache.Promote(cache.Fill("local"), full);
        var keep = Path.Combine(lab.Root, "keep");
        MadeLayer.WriteLock(keep, Enumerable.Range(0, Kept).Select(number => $"pack{number}"));
        var longest = Took(ProbeProcess.Collect(Copy(full, "timed"), keep, "10000000").Run().OrFail().StandardOutput);
        var found = new System.Collections.Concurrent.ConcurrentDictionary<(int, int), int>();

        Parallel.For(0, Lanes, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, lane =>
        {
            var random = new Random(20261128 + lane);
            for (var round = 0; round < Kills / Lanes; round++)
            {
                // Every other round goes on where one was killed before.
                var store = round % 2 == 0 ? Copy(full, $"store{lane}-{round}") : Path.Combine(Path.GetDirectoryName(full)!, $"store{lane}-{round - 1}");
                ProbeProcess.Collect(store, keep, $"{(int)(random.NextDouble() * longest)}").Run();
                var pointers = PromotedCache.CheckPointers(store, $"after round {round}");
                found.AddOrUpdate((PromotedCache.Archives(store).Count, pointers.Count), 1, (_, count) => count + 1);
                if (round % 2 == 1)
                {
                    ProbeProcess.Collect(store, keep, "10000000").Run().OrFail();
                    CheckDone(store);
                }
            }
        });

        // Kills that all come before or after the removal would show nothing.
        Console.WriteLine(string.Join("; ", found.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} times {pair.Key}")));
        Assert.IsGreaterThan(2, found.Count);
        var last = Path.Combine(Path.GetDirectoryName(full)!, "store0-0");
        cache.Prune(last);
        CheckDone(last);
    }

    private static void CheckDone(string store)
    {
        var pointers = PromotedCache.CheckPointers(store);
        Assert.HasCount(Kept, pointers);
        Assert.HasCount(Kept, PromotedCache.Archives(store));
        Assert.HasCount(Kept, Directory.GetDirectories(Path.GetDirectoryName(Path.GetDirectoryName(pointers[0]))!), "folders of packages that are gone");
        Assert.IsEmpty(Directory.EnumerateDirectories(store, ".cachetasks-seed-*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    private static string Copy(string full, string name)
    {
        var copy = Path.Combine(Path.GetDirectoryName(full)!, name);
        new Command("cp", "-a", full, copy).Run().OrFail();
        return copy;
    }

    // As the process itself says, so that its start does not count.
    private static double Took(string printed) =>
        double.Parse(printed.Split('\n').Single(line => line.StartsWith("took ", StringComparison.Ordinal))["took ".Length..], System.Globalization.CultureInfo.InvariantCulture);
}
