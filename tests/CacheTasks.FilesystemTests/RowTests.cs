namespace CacheTasks.FilesystemTests;

[TestClass]
public sealed class RowTests : LabTest
{
    /// <summary>What a user can tell uv; empty: nothing, so that uv's default holds.</summary>
    private static readonly string[] s_modes = ["", "clone", "hardlink", "symlink", "copy"];

    /// <summary>In those that follow, the older uv does what the newer one does: they differ in how they try clones and hard links.</summary>
    private static readonly string[] s_modesOfTheOlder = ["", "clone", "hardlink"];

    // A method for each file of the table.
    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Ext4))]
    public void Ext4_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Tmpfs))]
    public void Tmpfs_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Xfs))]
    public void Xfs_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Btrfs))]
    public void Btrfs_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Overlays))]
    public void Overlays_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Images))]
    public void Images_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Fuse))]
    public void Fuse_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Owners))]
    public void Owners_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Sandboxes))]
    public void Sandboxes_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    [TestMethod]
    [DynamicData(nameof(Of), nameof(Table.Nested))]
    public void Nested_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name) => Check(name);

    private void Check(string name)
    {
        var row = Table.Rows.Single(candidate => candidate.Name == name);
        var run = Open(name, () => RowRun.Prepare(row));

        Comparison.AssertNone(name, [.. (row.UvVersion == Table.Older ? s_modesOfTheOlder : s_modes).SelectMany(mode => Differences(row, run, mode).Select(line => mode.Length == 0 ? line : $"told {mode}: {line}"))]);
    }

    /// <summary>The whole test of a row with this mode; empty: uv's default.</summary>
    internal static List<string> Differences(Row row, RowRun run, string mode)
    {
        run.Reset();
        var before = run.Listing();
        var verdict = run.Verify(mode);
        var traces = TestSupport.DirectoryTree.Differences(before, run.Listing());

        var bare = run.Sync(mode);
        var planned = verdict.Environment.Count == 0 ? bare : run.Sync(mode, verdict.Environment);
        List<string> differences = [.. traces.Select(line => "the probe left or changed " + line), .. Comparison.Differences(row, mode, verdict, bare, planned)];
        // A build goes no further when uv failed.
        if (planned.Result.Succeeded)
            differences.AddRange(Outcome.Differences(run.VerifyOutcome(mode), planned, isServed: Table.SharedRows.Contains(row)).Select(line => "outcome: " + line));
        return differences;
    }

    public static IEnumerable<object[]> Of(string family) => Table.Families[family].Select(row => new object[] { row.Name });
}
