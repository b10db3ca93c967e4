namespace CacheTasks.FilesystemTests;

[TestClass]
public sealed class RowTests : LabTest
{
    /// <summary>What a user can tell uv; empty: nothing, so that uv's default holds.</summary>
    private static readonly string[] s_modes = ["", "clone", "hardlink", "symlink", "copy"];

    [TestMethod]
    [DynamicData(nameof(RowNames))]
    public void Row_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name)
    {
        var row = Table.Rows.Single(candidate => candidate.Name == name);
        var run = Open(name, () => RowRun.Prepare(row));

        Comparison.AssertNone(name, [.. s_modes.SelectMany(mode => Differences(row, run, mode).Select(line => mode.Length == 0 ? line : $"told {mode}: {line}"))]);
    }

    private static List<string> Differences(Row row, RowRun run, string mode)
    {
        run.Reset();
        var before = run.Listing();
        var verdict = run.Verify(mode);
        var traces = TestSupport.DirectoryTree.Differences(before, run.Listing());

        var bare = run.Sync(mode);
        var planned = verdict.Environment.Count == 0 ? bare : run.Sync(mode, verdict.Environment);
        return
        [
            .. traces.Select(line => "the probe left or changed " + line),
            .. Comparison.Differences(row, mode, verdict, bare, planned),
            .. Outcome.Differences(run.VerifyOutcome(mode), planned).Select(line => "outcome: " + line),
        ];
    }

    public static IEnumerable<object[]> RowNames => Table.Rows.Select(row => new object[] { row.Name });
}
