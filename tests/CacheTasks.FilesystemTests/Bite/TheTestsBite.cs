using CacheTasks.Colocation.Causes;
using CacheTasks.TestSupport;
using Microsoft.Build.Utilities;

namespace CacheTasks.FilesystemTests;

/// <summary>The comparison that each row's test makes is red when the product, or the table, says something else than is true.</summary>
[TestClass]
public sealed class TheTestsBite : LabTest
{
    private static readonly Dictionary<string, string> s_nothing = [];

    [TestMethod]
    public void FlippedPrediction_TheComparisonWithRealUvIsRed()
    {
        var row = Table.Find(Fixtures.XfsBindMount, "0.13.8");
        var run = Open(row.Name, () => RowRun.Prepare(row));
        // What uv did up to 0.10.4, said of a version that does otherwise.
        var flipped = new TaskItem("uv", new Dictionary<string, string> { ["LinkBehaviour"] = "[0.1.40,): hardlink>copy, clone>copy, symlink>copy, copy" });

        var right = run.Verify();
        var bare = run.Sync(s_nothing);
        Comparison.AssertNone("the row as it is", Comparison.Differences(row, right, bare, run.Sync(right.Environment)));
        var wrong = run.Verify(flipped);

        var differences = Comparison.Differences(row, wrong, bare, run.Sync(wrong.Environment));
        Assert.Contains("verdict prediction: copy, warns, shares blocks", differences);
        Assert.IsTrue(differences.Any(line => line.StartsWith("prediction says 'clone, warns', uv did 'clone'", StringComparison.Ordinal)), string.Join('\n', differences));
    }

    [TestMethod]
    public void FlippedRule_TheComparisonWithTheTableIsRed()
    {
        var row = Table.Find(Fixtures.BindMount, "0.13.8");
        var run = Open(row.Name, () => RowRun.Prepare(row));
        var right = run.Verify();
        var (bare, planned) = (run.Sync(s_nothing), run.Sync(right.Environment));
        Comparison.AssertNone("the row as it is", Comparison.Differences(row, right, bare, planned));

        var wrong = FlippedRule.Verify<OtherMount>(run.Pair, "1002");

        string[] expected = ["clone: fails EOPNOTSUPP 1020", "hardlink: fails EXDEV 1002", "causes: 1002 1020"];
        string[] flipped = ["clone: fails EOPNOTSUPP 1002", "hardlink: fails EXDEV 1099", "causes: 1002 1020 1099"];
        Assert.AreEqual(
            string.Join('\n', expected.Select(line => "expected " + line).Concat(flipped.Select(line => "verdict " + line))),
            string.Join('\n', Comparison.Differences(row, wrong, bare, planned)));
    }

    [TestMethod]
    [DynamicData(nameof(Statements))]
    public void FlippedExpectation_IsRed(string statement)
    {
        var row = Table.Find(Fixtures.Tmpfs, "0.13.8");
        var run = Open(row.Name, () => RowRun.Prepare(row));
        var verdict = run.Verify();
        var bare = run.Sync(s_nothing);

        var differences = Comparison.Differences(row with { Expected = row.Expected.With(statement, "flipped") }, verdict, bare, bare);

        CollectionAssert.AreEqual(new[] { $"expected {statement}: flipped", "verdict " + row.Expected.Lines.Single(line => line.StartsWith(statement + ": ", StringComparison.Ordinal)) }, differences.ToList());
    }

    public static IEnumerable<object[]> Statements =>
        Table.Rows[0].Expected.Lines.Select(line => new object[] { line.Split(": ")[0] });
}
