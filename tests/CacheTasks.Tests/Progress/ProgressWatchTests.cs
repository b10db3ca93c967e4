using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Progress;

[TestClass]
public sealed class ProgressWatchTests
{
    private readonly WorkProgress _progress = new(() => TimeSpan.Zero);
    private readonly List<string> _said = [];

    [TestMethod]
    public void Look_SaysWhatIsDone()
    {
        using var watch = new ProgressWatch(_progress, _said.Add);
        watch.Look();
        _progress.Begin("copying", "files", 3);
        watch.Look();

        Assert.AreEqual("copying 0 of 3 files", string.Join("|", _said));
    }

    [TestMethod]
    public void Disposed_SaysNothingMore()
    {
        var watch = new ProgressWatch(_progress, _said.Add);
        _progress.Begin("copying", "files", 3);
        watch.Dispose();
        watch.Look();
        _progress.Begin("copying", "files", 3);
        watch.Look();

        Assert.IsEmpty(_said);
    }

    [TestMethod]
    public void BuildThatTakesNoMessages_IsNotBroughtDown()
    {
        var tries = 0;
        using var watch = new ProgressWatch(_progress, _ => throw new InvalidOperationException($"{tries++}"));
        _progress.Begin("copying", "files", 3);
        watch.Look();
        watch.Look();

        Assert.AreEqual(1, tries);
    }

    [TestMethod]
    public void Transfer_CountsFilesAndTrees()
    {
        using var folder = new TemporaryDirectory("progress");
        foreach (var entry in new[] { "a", "b" })
        {
            Directory.CreateDirectory(folder["from", entry, "below"]);
            File.WriteAllText(folder["from", entry, "one"], "1");
            File.WriteAllText(folder["from", entry, "below", "two"], "2");
        }
        Directory.CreateDirectory(folder["to"]);
        var tools = CopyTools.Current! with { Progress = new WorkProgress(() => TimeSpan.Zero) };
        Assert.IsTrue(tools.Trees.OpenDirectory(folder["from"], out var from).Succeeded);
        Assert.IsTrue(tools.Trees.OpenDirectory(folder["to"], out var to).Succeeded);
        using (from)
        using (to)
        {
            tools.Progress!.BeginGroups("seeding", "files", 2, "packages");
            new EntryCopy(tools, CancellationToken.None).Run(from, to, [new EntryOrder("a"), new EntryOrder("b")], new TransferMeans(TransferWay.Copy));
        }

        Assert.AreEqual("seeding 4 files, 2 of 2 packages", tools.Progress.Text);
    }

    [TestMethod]
    public void Scan_CountsEntries()
    {
        using var folder = new TemporaryDirectory("progress");
        Directory.CreateDirectory(folder["a", "b"]);
        File.WriteAllText(folder["a", "b", "c"], "");
        _progress.Begin("scanning", "entries");

        FileSystem.Scanner!.Scan(folder.Location, new ScanRequest(FileSystem.Users!.Effective, 10, 0, StopsWhenReported: false) { Progress = _progress });

        Assert.AreEqual("scanning 3 entries", _progress.Text);
    }
}
