using System.Diagnostics;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A seeding that gets SIGKILL, runs beside others or meets a full disk: the cache is one that uv can use, at every moment.</summary>
[TestClass]
public sealed class KilledSeedingTests : LabTest
{
    private const int Kills = 200;

    /// <summary>Seedings at the same time, each into a cache of its own: most of one is the start of its process.</summary>
    private const int Lanes = 4;

    // uv itself looks at each of these; every other is looked at by its structure.
    private const int LookedAtByUv = 10;

    [TestMethod]
    public void KilledAtAnyMoment_TheCacheIsValid()
    {
        var hot = Layouts.Make(Open("ext4 to tmpfs", () => new Lab()), "ext4 to tmpfs", "0.13.8");
        var random = new Random(20260606);
        var fractions = Enumerable.Range(0, Kills).Select(_ => random.NextDouble()).ToList();
        var longest = Duration(hot.At("alone"));
        var states = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();

        Parallel.For(0, Lanes, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, lane =>
        {
            for (var round = lane; round < Kills; round += Lanes)
            {
                var killed = hot.At($"lane{lane}");
                Kill(killed, TimeSpan.FromMilliseconds(fractions[round] * longest * Lanes / 2));
                var state = StateOf(killed);
                states.AddOrUpdate(state, 1, (_, count) => count + 1);
                // What a killed run left is in the way of none: every third cache goes on as it is.
                if (round % LookedAtByUv == 0)
                {
                    killed.Uv_("cache", "prune").OrFail();
                    StateOf(killed);
                }
                if (round / Lanes % 3 == 0)
                {
                    killed.Seed();
                    Assert.AreEqual("3 of 3, nothing left", StateOf(killed), $"after round {round}");
                    if (round % LookedAtByUv == 0)
                        killed.AssertSyncs();
                    Directory.Delete(killed.Cache, recursive: true);
                }
            }
        });

        // Kills that all come before or after the copying would show nothing.
        Console.WriteLine(string.Join("; ", states.Select(pair => $"{pair.Value} times {pair.Key}")));
        Assert.IsGreaterThan(2, states.Count);
        hot.AssertLayerIsUntouched();
    }

    [TestMethod]
    public void TwentyAtOnce_MakeOneCache()
    {
        var hot = Layouts.Make(Open("ext4 to tmpfs", () => new Lab()), "ext4 to tmpfs", "0.13.8");

        var runs = Enumerable.Range(0, 20).Select(_ => hot.SeedProcess().Start()).ToList();
        // uv prunes at the same time: it waits for its turn, and then finds nothing that is not in use.
        hot.Uv_("cache", "prune").OrFail();
        var said = runs.Select(run => (Text: run.StandardOutput.ReadToEnd() + run.StandardError.ReadToEnd(), Code: End(run))).ToList();

        Assert.IsTrue(said.All(run => run.Code == 0 && !run.Text.Contains("CACHETASKS", StringComparison.Ordinal)), string.Join('\n', said));
        Assert.HasCount(1, said.Where(run => run.Text.Contains("seeded 3 packages", StringComparison.Ordinal)));
        Assert.AreEqual("3 of 3, nothing left", StateOf(hot));
        hot.AssertSyncs();
    }

    [TestMethod]
    public void FullDisk_IsSaidAndLeavesNoPart()
    {
        var lab = Open("ext4 to tmpfs", () => new Lab());
        var hot = new HotCache(lab, "0.13.8", lab.Image("far", "ext4", "-q"), lab.MakeFolder("near"), wheels: 6);
        // 6 wheels of some 300 KB each.
        var full = lab.Tmpfs("full", "size=1m");
        hot.Cache = Path.Combine(full, "cache");

        var said = hot.Seed();

        Assert.Contains(line => line.StartsWith("warning CACHETASKS3006: Sync: not all is taken from layers", StringComparison.Ordinal) && line.Contains("ENOSPC", StringComparison.Ordinal), said, string.Join('\n', said));
        Assert.MatchesRegex("^[1-5] of 6, nothing left$", StateOf(hot));
        Lab.System("mount", "-o", "remount,size=100m", full);
        Assert.MatchesRegex("seeded [1-5] packages", string.Join('\n', hot.Seed()));
        hot.AssertSyncs();
    }

    private static double Duration(HotCache hot)
    {
        var clock = Stopwatch.StartNew();
        hot.SeedProcess().Run().OrFail();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void Kill(HotCache hot, TimeSpan delay)
    {
        using var seeding = hot.SeedProcess().Start();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < delay && !seeding.HasExited)
            Thread.Sleep(1);
        seeding.Kill();
        seeding.WaitForExit();
    }

    private static int End(Process process)
    {
        process.WaitForExit();
        using (process)
            return process.ExitCode;
    }

    /// <summary>How many wheels the cache has a pointer to; each such wheel must be complete.</summary>
    private static string StateOf(HotCache hot)
    {
        if (!Directory.Exists(hot.Cache))
            return "no cache";
        var pointers = Directory.EnumerateFiles(hot.Cache, "*.rev", SearchOption.AllDirectories).Where(path => !path.Contains("/.cachetasks-", StringComparison.Ordinal)).ToList();
        foreach (var pointer in pointers)
        {
            var link = Path.ChangeExtension(pointer, null);
            var archive = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link)!, new FileInfo(link).LinkTarget!));
            var missing = Differences(hot, archive);
            Assert.AreEqual("", missing, $"{pointer} is there");
        }
        var left = Directory.EnumerateFileSystemEntries(hot.Cache, ".cachetasks-seed-*", SearchOption.AllDirectories).Count(path => Directory.Exists(path));
        return $"{pointers.Count} of {hot.Wheels}, {(left == 0 ? "nothing left" : "a part left")}";
    }

    private static string Differences(HotCache hot, string archive) =>
        new Command("diff", "-r", Path.Combine(hot.Layer, "archive-v0", Path.GetFileName(archive)), archive).Run() is { Succeeded: true } ? "" : $"{archive} differs from the layer's";
}
