using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Promotion;

/// <summary>A promotion that gets SIGKILL: whoever reads the store finds each package complete or not at all, and the next one finishes.</summary>
[TestClass]
public sealed class KilledPromotionTests : LabTest
{
    private const int Kills = 40;

    [TestMethod]
    public void KilledAtAnyMoment_StoreStaysValid()
    {
        var lab = Open("killed", () => new Lab());
        var cache = new PromotedCache(lab, "0.13.8", [.. Enumerable.Range(0, 12).Select(number => new Wheel($"pack{number}").Module("one", 40_000).Module("two", 4_000))]);
        var (local, volume) = (cache.Fill("local"), lab.Image("volume", "ext4"));
        var random = new Random(20260101);
        var found = new HashSet<(int, int)>();
        var longest = Duration(local, Path.Combine(volume, "whole"));

        for (var round = 0; round < Kills; round++)
        {
            // A few stores, so that most rounds go on where one was killed before.
            var store = Path.Combine(volume, $"store{round / 4}");
            ProbeProcess.Promote("uv", local, store, $"{(int)(random.NextDouble() * longest)}").Run();
            found.Add((PromotedCache.Archives(store).Count, PromotedCache.CheckPointers(store, $"after round {round}").Count));
        }
        // Kills that all come before or after the copying would show nothing.
        Console.WriteLine(string.Join(", ", found.Order()));
        Assert.IsGreaterThan(2, found.Count);

        for (var number = 0; number < Kills / 4; number++)
        {
            var store = Path.Combine(volume, $"store{number}");
            // As of one killed over its last act, when all is there and nothing is left to copy.
            Directory.CreateDirectory(Path.Combine(store, ".cachetasks-seed-0123456789ab", "pointer"));
            Directory.CreateDirectory(Path.Combine(store, "archive-v0", ".cachetasks-seed-0123456789ab", "entry"));
            Assert.IsEmpty(PromotedCache.Promote(local, store).Findings);
            Assert.HasCount(12, PromotedCache.CheckPointers(store));
            Assert.HasCount(12, PromotedCache.Archives(store));
            Assert.IsEmpty(Directory.EnumerateDirectories(store, ".cachetasks-seed-*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
        }
        cache.CheckServes(Path.Combine(volume, "store0"));
    }

    // Microseconds that the copying takes in such a process, by the moments at which a kill comes too late.
    private static double Duration(string local, string store)
    {
        var printed = ProbeProcess.Promote("uv", local, store, "10000000").Run().OrFail().StandardOutput;
        return double.Parse(printed.Split('\n').Single(line => line.StartsWith("took ", StringComparison.Ordinal))["took ".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
