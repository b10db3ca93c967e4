using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A migration that gets SIGKILL: the old or the new path is complete, nothing is lost, and the next run finishes.</summary>
[TestClass]
public sealed class KilledMoveTests : LabTest
{
    /// <summary>Moves at the same time, each in folders of its own: most of one is waiting for the disk.</summary>
    private const int Lanes = 4;

    /// <summary>Where the parents of the two places lie: one mount, two filesystems, two mounts of one filesystem, two subvolumes.</summary>
    public static IEnumerable<object[]> Places => [[nameof(Fixtures.Ext4SameMount)], [nameof(Fixtures.TwoExt4Images)], [nameof(Fixtures.BindMount)], [nameof(Fixtures.BtrfsSubvolumes)]];

    // Every change where the two differ most; where only the reason for copying is another, some of them.
    [TestMethod]
    [DataRow(nameof(Fixtures.Ext4SameMount), 1)]
    [DataRow(nameof(Fixtures.TwoExt4Images), 1)]
    [DataRow(nameof(Fixtures.BindMount), 11)]
    [DataRow(nameof(Fixtures.BtrfsSubvolumes), 11)]
    public void KilledAtEveryChange_IsCompleteAndFinished(string fixture, int every)
    {
        var (template, source, destination) = Prepare(fixture, files: 3);
        var expected = MovedTree.Contents(template);
        Copy(template, source);
        var changes = MoveProcess.CountChanges(source, destination);
        CheckFinished(expected, source, destination);

        var stops = Enumerable.Range(1, changes).Where(stop => stop % every == 1 || every == 1).ToList();
        InLanes(source, destination, stops.Count, (number, source, destination) =>
        {
            var stop = stops[number];
            Copy(template, source);
            Allocate(destination, stop);
            var killed = MoveProcess.Of(source, destination, $"{stop}").Run();
            Assert.AreEqual(128 + 9, killed.ExitCode, $"{killed}");
            CheckComplete(expected, fixture, source, destination, $"killed at change {stop} of {changes}");

            Assert.AreEqual("", MoveProcess.Finish(source, destination), $"after change {stop}");
            CheckFinished(expected, source, destination);
        });
    }

    [TestMethod]
    [DataRow(nameof(Fixtures.TwoExt4Images), 100)]
    [DataRow(nameof(Fixtures.Ext4SameMount), 20)]
    public void KilledAtAnyMoment_IsCompleteAndFinished(string fixture, int kills)
    {
        var (template, source, destination) = Prepare(fixture, files: 60);
        var expected = MovedTree.Contents(template);
        var random = new Random(20260101);
        var fractions = Enumerable.Range(0, kills).Select(_ => random.NextDouble()).ToList();
        var longest = Duration(template, source, destination);
        var outcomes = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();

        InLanes(source, destination, kills, (round, source, destination) =>
        {
            Copy(template, source);
            using (var moving = MoveProcess.Of(source, destination, "announce").Start())
            {
                Assert.AreEqual("moving", moving.StandardOutput.ReadLine());
                var delay = TimeSpan.FromMilliseconds(fractions[round] * longest * Lanes);
                var started = System.Diagnostics.Stopwatch.StartNew();
                SpinWait.SpinUntil(() => started.Elapsed >= delay);
                moving.Kill();
                moving.WaitForExit();
            }
            var state = CheckComplete(expected, fixture, source, destination, $"killed in round {round}");
            outcomes.AddOrUpdate(state, 1, (_, count) => count + 1);

            Assert.AreEqual("", MoveProcess.Finish(source, destination), $"after round {round}");
            CheckFinished(expected, source, destination);
        });
        // Kills that all come before or after the move would show nothing.
        Console.WriteLine(string.Join(", ", outcomes.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.IsGreaterThan(1, outcomes.Count);
    }

    private static void InLanes(string source, string destination, int count, Action<int, string, string> round) =>
        Parallel.For(0, Lanes, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, lane =>
        {
            var (from, to) = (InLane(source, lane), InLane(destination, lane));
            for (var number = lane; number < count; number += Lanes)
                round(number, from, to);
        });

    private static string InLane(string path, int lane) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(path)!, $"lane{lane}")).FullName, Path.GetFileName(path));

    // Milliseconds that an undisturbed one takes here, so that kills fall all over it; beside others it takes longer.
    private static double Duration(string template, string source, string destination)
    {
        Copy(template, source);
        using var moving = MoveProcess.Of(source, destination, "announce").Start();
        moving.StandardOutput.ReadLine();
        var started = System.Diagnostics.Stopwatch.StartNew();
        moving.WaitForExit();
        Lab.System("rm", "-r", destination);
        return started.Elapsed.TotalMilliseconds;
    }

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void DuringTheMove_OneOfThePathsIsAlwaysComplete(string fixture)
    {
        var (template, source, destination) = Prepare(fixture, files: 40);
        var expected = Count(template);

        for (var round = 0; round < 8; round++)
        {
            Copy(template, source);
            using var moving = MoveProcess.Of(source, destination).Start();
            var looks = 0;
            while (!moving.HasExited)
            {
                // First the old: a move between the two looks makes the second right.
                Assert.IsTrue(Count(source) == expected || Count(destination) >= expected, $"neither was complete in round {round}");
                looks++;
            }
            Assert.IsGreaterThan(0, looks);
            CheckFinished(MovedTree.Contents(template), source, destination);
        }

        static int Count(string folder)
        {
            try
            {
                return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false }).Count() : 0;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    private (string Template, string Source, string Destination) Prepare(string fixture, int files)
    {
        var lab = Open(Fixtures.All.Single(one => one.Name == fixture));
        var root = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(lab.Cache)!, "root")).FullName;
        return (MovedTree.Make(lab, files), Path.Combine(lab.TargetParent, "target"), Path.Combine(root, "app-1"));
    }

    private static void Copy(string template, string source) => new Command("cp", "-a", template, source).Run().OrFail();

    // Every other time the private directory has been made already, as the builds before have.
    private static void Allocate(string destination, int round)
    {
        if (round % 2 == 1)
        {
            Directory.CreateDirectory(destination);
            File.WriteAllText(Path.Combine(destination, "CACHEDIR.TAG"), "");
            File.WriteAllText(Path.Combine(destination, ".cachetasks-checkout"), MoveProcess.Checkout + "\n");
        }
    }

    private static string CheckComplete(IReadOnlyList<string> expected, string fixture, string source, string destination, string when)
    {
        var old = MovedTree.Contents(source).SequenceEqual(expected);
        var isNew = MovedTree.Contents(destination).SequenceEqual(expected);
        Assert.IsTrue(old || isNew, $"neither path is complete: {when}");
        Assert.IsFalse(fixture == nameof(Fixtures.Ext4SameMount) && old && isNew, $"both paths have it on one filesystem: {when}");
        Assert.IsTrue(old || !Directory.Exists(source), $"the old path has a part: {when}");
        Assert.IsTrue(isNew || MovedTree.Contents(destination).Count == 0, $"the new path has a part: {when}");
        return $"old {old}, new {isNew}";
    }

    private static void CheckFinished(IReadOnlyList<string> expected, string source, string destination)
    {
        CollectionAssert.AreEqual(expected.ToList(), MovedTree.Contents(destination).ToList());
        Assert.IsFalse(Directory.Exists(source));
        Assert.AreEqual(MoveProcess.Checkout + "\n", File.ReadAllText(Path.Combine(destination, ".cachetasks-checkout")));
        Comparison.AssertNone("leftovers", [.. MovedTree.Leftovers(Path.GetDirectoryName(source)!, Path.GetDirectoryName(destination)!)]);
        Lab.System("rm", "-r", destination);
    }
}
