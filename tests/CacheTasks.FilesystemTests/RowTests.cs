using System.Reflection;

namespace CacheTasks.FilesystemTests;

[TestClass]
public sealed class RowTests : LabTest
{
    [TestMethod]
    [DynamicData(nameof(RowNames))]
    public void Row_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name)
    {
        var row = Table.Rows.Single(candidate => candidate.Name == name);
        var run = Open(name, () => RowRun.Prepare(row));
        var before = run.Listing();

        var chain = run.Verify();

        Comparison.AssertNone("the probe left or changed", TestSupport.DirectoryTree.Differences(before, run.Listing()));
        var verdict = Verdict.Read(chain.RecordPath);
        var bare = run.Sync(new Dictionary<string, string>());
        var planned = run.Sync(verdict.Environment);
        Comparison.AssertNone(name, Comparison.Differences(row, verdict, bare, planned));

        chain.VerifyOutcome();
        Comparison.AssertNone("outcome of " + name, Outcome.Differences(Verdict.Read(chain.RecordPath), planned));
    }

    public static IEnumerable<object[]> RowNames => Table.Rows.Select(row => new object[] { row.Name });
}
