using CacheTasks.Doctor;
using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Doctor;

[TestClass]
public sealed class TreeMeasureTests : IDisposable
{
    private readonly TemporaryDirectory _tree = new("measure");

    public void Dispose() => _tree.Dispose();

    [TestMethod]
    public void Tree_IsMeasuredAsDuDoes()
    {
        Directory.CreateDirectory(_tree["a", "b"]);
        File.WriteAllBytes(_tree["a", "one"], new byte[100_000]);
        File.WriteAllBytes(_tree["a", "b", "two"], new byte[5000]);
        new Command("ln", _tree["a", "one"], _tree["a", "again"]).Run().OrFail();
        Directory.CreateSymbolicLink(_tree["a", "loop"], _tree.Location);

        var size = Measure(1000)!;

        Assert.AreEqual(4, size.Files);
        Assert.IsTrue(size.IsComplete);
        Assert.AreEqual(ulong.Parse(new Command("du", "-s", "-B1", _tree.Location).Run().OrFail().StandardOutput.Split('\t')[0], null), size.Bytes);
        Assert.AreEqual(7, size.Owners[FileSystem.Users!.Effective]);
    }

    [TestMethod]
    public void Budget_CutsItShort()
    {
        for (var number = 0; number < 20; number++)
        {
            File.WriteAllText(_tree[$"{number}"], "");
        }

        Assert.AreEqual("False 10", $"{Measure(10)!.IsComplete} {Measure(10)!.Files}");
        Assert.IsFalse(new TreeMeasure(FileSystem.Trees!, 1000, TimeSpan.Zero, null, CancellationToken.None).Of(_tree.Location)!.IsComplete);
    }

    [TestMethod]
    public void NoDirectory_HasNoSize() => Assert.IsNull(new TreeMeasure(FileSystem.Trees!, 10, TimeSpan.MaxValue, null, CancellationToken.None).Of(_tree["absent"]));

    [TestMethod]
    public void ProcessThatStandsInADirectory_UsesIt()
    {
        Directory.CreateDirectory(_tree["used"]);
        Directory.CreateDirectory(_tree["used2"]);
        using var sleeper = new Command("sleep", "60") { WorkingDirectory = _tree["used"] }.Start();
        try
        {
            var users = FileSystem.Processes!.FindUsers([_tree["used"], _tree["used2"], _tree.Location]);

            Assert.AreEqual($"{sleeper.Id}||{sleeper.Id}", string.Join("|", users.Select(each => string.Join(" ", each))));
        }
        finally
        {
            sleeper.Kill();
        }
    }

    private TreeSize? Measure(int mostEntries) => new TreeMeasure(FileSystem.Trees!, mostEntries, TimeSpan.FromMinutes(1), null, CancellationToken.None).Of(_tree.Location);
}
