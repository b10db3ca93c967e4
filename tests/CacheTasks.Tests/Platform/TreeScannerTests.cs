using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Platform;

/// <summary>How a scan walks; which entries are obstacles is shown with real users (ForeignTargetTests, ScanTests).</summary>
[TestClass]
public sealed class TreeScannerTests : IDisposable
{
    private static readonly uint s_user = FileSystem.Current!.EffectiveUser;

    private readonly TemporaryDirectory _tree = new("scan");

    public void Dispose() => _tree.Dispose();

    [TestMethod]
    public void EmptyTree_IsComplete()
    {
        var scan = Scan();

        Assert.AreEqual((0L, 0L, true), (scan.Entries, scan.Owners.Values.Sum(), scan.IsComplete));
        Assert.AreEqual(s_user, scan.Root!.Value.Owner);
    }

    [TestMethod]
    public void OwnEntries_AreCountedAndNotForeign()
    {
        Make("debug/app", "debug/deps/a", "ü/ö");

        var scan = Scan();

        Assert.AreEqual((6L, 0), (scan.Entries, scan.Owners.Count));
    }

    // Whoever asks, all of this tree belongs to another.
    [TestMethod]
    public void EntriesOfAnother_AreCountedByOwner()
    {
        Make("debug/app", "debug/deps/a");
        File.CreateSymbolicLink(_tree["link"], "/");

        var scan = Scan(user: s_user + 1);

        AssertLines.Equal([$"[{s_user}, 6]"], scan.Owners);
    }

    [TestMethod]
    public void Symlinks_AreNotFollowed()
    {
        using var elsewhere = new TemporaryDirectory("elsewhere");
        Directory.CreateDirectory(elsewhere["folder"]);
        Directory.CreateSymbolicLink(_tree["link"], elsewhere.Location);

        Assert.AreEqual(1, Scan().Entries);
    }

    [TestMethod]
    public void RootThatIsASymlink_IsFollowed()
    {
        Make("real/debug/app");
        Directory.CreateSymbolicLink(_tree["link"], _tree["real"]);

        Assert.AreEqual(2, Scan("link").Entries);
    }

    [TestMethod]
    [DataRow("absent")]
    [DataRow("file")]
    public void NoDirectory_HasNoRoot(string name)
    {
        File.WriteAllText(_tree["file"], "");

        Assert.IsNull(Scan(name).Root);
    }

    // More names than one read of a folder gives: several threads share it, and none is counted twice.
    [TestMethod]
    public void LargeFolder_IsCountedWhole()
    {
        Make([.. Enumerable.Range(0, 5000).Select(number => $"debug/deps/libsome_crate_with_a_long_name-{number:x16}.rmeta")]);

        for (var time = 0; time < 10; time++)
        {
            Assert.AreEqual(5002, Scan().Entries);
        }
    }

    // More folders than may be open at one time, each with another below: they are reached name by name.
    [TestMethod]
    public void ManyFolders_AreReachedWithoutManyDescriptors()
    {
        Make([.. Enumerable.Range(0, 600).Select(number => $"build/{number}/out/deep/file")]);
        var before = Directory.GetFiles("/proc/self/fd").Length;

        for (var time = 0; time < 5; time++)
        {
            Assert.AreEqual(1 + (600 * 4), Scan().Entries);
        }
        Assert.IsLessThan(before + 50, Directory.GetFiles("/proc/self/fd").Length);
    }

    [TestMethod]
    public void Bound_EndsTheScan()
    {
        Make([.. Enumerable.Range(0, 100).Select(number => $"f{number}/a/b/c")]);

        var scan = Scan(mostEntries: 100);

        Assert.IsFalse(scan.IsComplete);
        Assert.IsGreaterThanOrEqualTo(100, scan.Entries);
        Assert.IsLessThan(300, scan.Entries);
    }

    // What a tool does meanwhile.
    [TestMethod]
    public void ChangingTree_IsScannedToItsEnd()
    {
        Make([.. Enumerable.Range(0, 200).Select(number => $"debug/{number % 20}/{number}/file")]);
        using var done = new CancellationTokenSource();
        var busy = Task.Run(() =>
        {
            for (var number = 0; !done.IsCancellationRequested; number++)
            {
                Directory.Move(_tree["debug", $"{number % 20}"], _tree["moved"]);
                Directory.Move(_tree["moved"], _tree["debug", $"{number % 20}"]);
            }
        });

        for (var time = 0; time < 50; time++)
        {
            Assert.IsTrue(Scan().IsComplete);
        }
        done.Cancel();
        busy.Wait();
    }

    private void Make(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_tree[file])!);
            File.WriteAllText(_tree[file], "");
        }
    }

    private ScanResult Scan(string below = "", uint? user = null, int mostEntries = 0) =>
        FileSystem.Scanner!.Scan(_tree[below], new ScanRequest(user ?? s_user, 10, mostEntries, StopsWhenReported: false));
}
