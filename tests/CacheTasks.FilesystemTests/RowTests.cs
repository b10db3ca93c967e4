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

        var verdict = run.Verify();

        Comparison.AssertNone("the probe left or changed", TestSupport.DirectoryTree.Differences(before, run.Listing()));
        var bare = run.Sync(new Dictionary<string, string>());
        var planned = run.Sync(verdict.Environment);
        Comparison.AssertNone(name, Comparison.Differences(row, verdict, bare, planned));

        Comparison.AssertNone("outcome of " + name, Outcome.Differences(run.VerifyOutcome(), planned));
    }

    public static IEnumerable<object[]> RowNames => Table.Rows.Select(row => new object[] { row.Name });
}
