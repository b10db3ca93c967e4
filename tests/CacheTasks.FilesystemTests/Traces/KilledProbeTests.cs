using System.Diagnostics;
using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A build that is cancelled or killed leaves no file of ours, or one that the next probe removes.</summary>
[TestClass]
public sealed class KilledProbeTests : LabTest
{
    private const string Leftover = ".cachetasks-probe-*";

    // One fixture for each way a probe can take: all modes work, hard links do not, only clones do.
    [TestMethod]
    [DataRow(nameof(Fixtures.Ext4SameMount))]
    [DataRow(nameof(Fixtures.BindMount))]
    [DataRow(nameof(Fixtures.BtrfsSubvolumes))]
    public void TerminatedAtAnyMoment_LeavesNothing(string fixture)
    {
        var pair = OpenPair(fixture);
        var before = Listing(pair);

        // Some end as soon as a probe's file shows, the others wherever the loop happens to be.
        for (var round = 0; round < 8; round++)
        {
            using var probing = StartProbing(ProbeProcess.Loop(pair));
            if (round % 2 == 0)
                SpinWait.SpinUntil(() => Directory.EnumerateFiles(pair.Target, Leftover).Any(), TimeSpan.FromSeconds(2));
            new Command("kill", "-TERM", $"{probing.Id}").Run().OrFail();
            probing.WaitForExit();

            Assert.AreEqual(128 + 15, probing.ExitCode);
            Comparison.AssertNone($"after SIGTERM in round {round}", DirectoryTree.Differences(before, Listing(pair)));
        }
    }

    [TestMethod]
    public void SignalThatTheHostOutlives_ProbesGoOn()
    {
        var pair = OpenPair(nameof(Fixtures.Ext4SameMount));
        using var probing = StartProbing(ProbeProcess.Survive(pair));

        new Command("kill", "-TERM", $"{probing.Id}").Run().OrFail();

        // No warning, above all not that a task failed because the process was thought to be ending.
        Assert.AreEqual("", probing.StandardOutput.ReadToEnd());
        probing.WaitForExit();
        Assert.AreEqual(0, probing.ExitCode);
    }

    [TestMethod]
    public void LeftoverOfAKilledProbe_IsRemovedByTheNext()
    {
        var pair = OpenPair(nameof(Fixtures.Ext4SameMount));
        var before = Listing(pair);
        for (var round = 0; round < 8; round++)
        {
            using var probing = StartProbing(ProbeProcess.Loop(pair));
            probing.Kill();
            probing.WaitForExit();
        }

        // Whether one of those died between link and unlink is luck; this one did for sure.
        ProbeProcess.Leave(pair.Target).Run().OrFail();
        Assert.IsNotEmpty(Directory.GetFiles(pair.Target, Leftover));

        WaitUntilOld();
        TaskChain.Verify(pair);

        Comparison.AssertNone("after the next probe", DirectoryTree.Differences(before, Listing(pair)));
    }

    /// <summary>bindfs has no files without a name, so the cache can be left with one as well.</summary>
    [TestMethod]
    [DataRow("archive-v0")]
    [DataRow("")]
    public void LeftoverInTheCache_IsRemovedByTheNext(string folder)
    {
        var pair = OpenPair(nameof(Fixtures.Bindfs));
        if (folder.Length == 0)
            Directory.Delete(Path.Combine(pair.Cache, "archive-v0"), recursive: true);
        var before = Listing(pair);
        ProbeProcess.Leave(Path.Combine(pair.Cache, folder)).Run().OrFail();

        WaitUntilOld();
        TaskChain.Verify(pair);

        Comparison.AssertNone("after the next probe", DirectoryTree.Differences(before, Listing(pair)));
    }

    [TestMethod]
    public void FileOfARunningProbeOrOfAnybodyElse_Stays()
    {
        var pair = OpenPair(nameof(Fixtures.Tmpfs));
        using var running = Process.Start("sleep", "60");
        string[] theirs = [$".cachetasks-probe-{running.Id}-1", ".cachetasks-probe-notes", ".cachetasks-probe-", "cachetasks-probe-1-1"];
        foreach (var name in theirs)
            File.WriteAllText(Path.Combine(pair.Target, name), "");

        TaskChain.Verify(pair);

        running.Kill();
        CollectionAssert.AreEquivalent(theirs, Directory.GetFiles(pair.Target).Select(Path.GetFileName).ToList());
    }

    private Pair OpenPair(string name)
    {
        var lab = Open(Fixtures.All.Single(candidate => candidate.Name == name));
        var archive = Directory.CreateDirectory(Path.Combine(lab.Cache, "archive-v0", "id")).FullName;
        File.WriteAllText(Path.Combine(archive, "module.py"), "pass\n");
        var target = Directory.CreateDirectory(Path.Combine(lab.TargetParent, ".venv")).FullName;
        return new Pair("Sync", "uv", "0.13.8", lab.Cache, target, Path.Combine(lab.Home, "records"));
    }

    // What is younger may belong to a process of another container.
    private static void WaitUntilOld() => Thread.Sleep(TimeSpan.FromSeconds(5.5));

    private static string[] Listing(Pair pair) => [.. DirectoryTree.Listing(pair.Cache), .. DirectoryTree.Listing(pair.Target)];

    private static Process StartProbing(Command command)
    {
        var probing = command.Start();
        if (probing.StandardOutput.ReadLine() != "probing")
            Assert.Fail("The loop did not start: " + probing.StandardError.ReadToEnd());
        return probing;
    }
}
