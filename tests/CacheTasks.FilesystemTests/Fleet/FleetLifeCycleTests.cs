using System.Diagnostics;
using CacheTasks.FilesystemTests.Promotion;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Fleet;

/// <summary>
/// The life of a store that many machines read: two builders fill it, a collector removes all that no lock file names as soon as it is there,
/// generations are swapped, and meanwhile twenty machines take what they need through a network mount and a read-only one.
/// </summary>
[TestClass]
public sealed class FleetLifeCycleTests : LabTest
{
    private const int Consumers = 20;
    private const int Rounds = 2;

    // After so many machines were served the generation is swapped, in the middle of the others' work.
    private static readonly int[] s_swaps = [8, 24];

    [TestMethod]
    public void TwentyConsumersTwoPromotersOneCollector_AllGetWhatTheirLockFilesName()
    {
        var fleet = default(FleetStore)!;
        Open("fleet", () =>
        {
            var lab = new Lab();
            try
            {
                fleet = new FleetStore(lab, wheels: 3);
                return lab;
            }
            catch
            {
                lab.Dispose();
                throw;
            }
        });
        var clock = Stopwatch.StartNew();
        var stop = Path.Combine(Path.GetDirectoryName(fleet.Keep)!, "stop");
        Command[] keepers = [.. fleet.Builders.Select(cache => ProbeProcess.Promoting(cache, fleet.Store, stop)), ProbeProcess.Collecting(fleet.Store, fleet.Keep, stop)];
        using var watch = new StoreWatch(() => [fleet.Store]);
        var running = keepers.Select(keeper => Task.Factory.StartNew(keeper.Run, TaskCreationOptions.LongRunning)).ToArray();
        try
        {
            Consume(fleet);
        }
        finally
        {
            File.WriteAllText(stop, "");
            Task.WaitAll(running);
        }
        watch.Stop();
        Console.WriteLine($"{Consumers * Rounds} seedings and syncs in {clock.Elapsed.TotalSeconds:0} s; {watch.Seen} pointers looked at, {watch.Went} went meanwhile");

        foreach (var run in running)
        {
            Console.WriteLine(run.Result.StandardOutput);
            Assert.IsTrue(run.Result.Succeeded, run.Result.ToString());
            // Who had nothing to do was in nobody's way.
            Assert.MatchesRegex("^[0-9]+ rounds, [1-9][0-9]* busy\n$", run.Result.StandardOutput);
        }
        Comparison.AssertNone("half packages", watch.Faults);
        fleet.AssertKeptEntriesAreUntouched();
        Finish(fleet);
    }

    private static void Consume(FleetStore fleet)
    {
        var served = 0;
        var swapping = new Lock();
        var machines = Enumerable.Range(0, Consumers).Select(number => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    fleet.Consume($"machine{number}-{round}", number % 2 == 0 ? fleet.Near : fleet.Far, number % 4 < 2 ? fleet.Shop : fleet.Trial);
                    if (s_swaps.Contains(Interlocked.Increment(ref served)))
                    {
                        lock (swapping)
                            fleet.AddGeneration();
                    }
                }
            },
            TaskCreationOptions.LongRunning)).ToArray();
        Task.WaitAll(machines);
    }

    // Everybody has ended: what is left is what the lock files name, and no trace of all that work.
    private static void Finish(FleetStore fleet)
    {
        Assert.HasCount(1 + s_swaps.Length, fleet.Generations);
        fleet.RemoveOldGenerations();
        ProbeProcess.Collect(fleet.Store, fleet.Keep, "10000000").Run().OrFail();
        var last = fleet.Generations.Single();
        Assert.HasCount(fleet.Wheels, PromotedCache.CheckPointers(last));
        Assert.HasCount(fleet.Wheels, PromotedCache.Archives(last));
        Comparison.AssertNone("leftovers", FleetStore.PromotedLeftovers(last));
        fleet.AssertKeptEntriesAreUntouched();
        fleet.Consume("late", fleet.Near, fleet.Shop);
    }
}
