using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Directories that do not exist yet: judged where the tool would create them, and not created by us.</summary>
[TestClass]
public sealed class MissingDirectoryTests : LabTest
{
    [TestMethod]
    [DataRow(nameof(Fixtures.BindMount))]
    [DataRow(nameof(Fixtures.TwoExt4Images))]
    [DataRow(nameof(Fixtures.XfsBindMount))]
    public void BothMissing_SameVerdictAsLaterAndNothingCreated(string name)
    {
        var row = Table.Rows.First(candidate => candidate.Fixture.Name == name);
        var lab = Open(row.Fixture);
        var pair = new Pair("Sync", "uv", row.UvVersion, Path.Combine(lab.Cache, "deep", "down"), Path.Combine(lab.TargetParent, "not", "yet", ".venv"), Path.Combine(lab.Home, "records"));

        var verdict = Verdict.Of(TaskChain.Verify(pair));

        CollectionAssert.AreEqual(row.Expected.Lines.ToList(), verdict.Lines.ToList());
        Assert.IsFalse(Directory.Exists(lab.Cache));
        Assert.IsEmpty(Directory.GetFileSystemEntries(lab.TargetParent));
    }

    [TestMethod]
    [DynamicData(nameof(ColdRows))]
    public void CacheStillMissing_PredictionEqualsWhatUvDoes(string name)
    {
        var row = Table.Rows.Single(candidate => candidate.Name == name);
        var run = Open(name, () => RowRun.Prepare(row, warm: false));

        var verdict = run.Verify();

        Assert.IsFalse(Directory.Exists(run.Pair.Cache));
        var bare = run.Sync(new Dictionary<string, string>());
        Directory.Delete(run.Pair.Cache, recursive: true);
        var planned = run.Sync(verdict.Environment);
        Comparison.AssertNone(name, Comparison.Differences(row, verdict, bare, planned));
    }

    public static IEnumerable<object[]> ColdRows =>
        Table.Rows.Where(row => row.Fixture == Fixtures.Ext4SameMount || row.Fixture == Fixtures.BindMount || row.Fixture == Fixtures.XfsBindMount)
            .Select(row => new object[] { row.Name });
}
