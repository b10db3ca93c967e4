namespace CacheTasks.FilesystemTests;

/// <summary>
/// The rows of shared filesystems. A row runs inside a virtual machine, as any other row runs here; here its test says what it
/// found there.
/// </summary>
[TestClass]
public sealed class SharedRowTests : LabTest
{
    [TestMethod]
    [DynamicData(nameof(RowNames))]
    public void Row_VerdictPredictionPlanAndOutcomeEqualWhatUvDoes(string name)
    {
        if (RowResult.AreWrittenHere)
            RowResult.Write(name, () => CheckAndUndo(Table.SharedRows.Single(row => row.Name == name)));
        else
            AssertRight(name);
    }

    public static IEnumerable<object[]> RowNames => Table.SharedRows.Select(row => new object[] { row.Name });

    private static void AssertRight(string name)
    {
        var results = Skips.Needs(name, () => VirtualMachine.Results);
        if (!results.TryGetValue(name, out var result))
            Assert.Fail($"The virtual machine did not come to this row; it came to {results.Count} others.");
        if (result.Skipped)
            Assert.Inconclusive(result.Message!);
        Assert.IsNull(result.Message, result.Message);
    }

    // What a lab cannot undo belongs to the result too.
    private void CheckAndUndo(Row row)
    {
        try
        {
            Check(row);
        }
        finally
        {
            UndoLabs();
        }
    }

    private void Check(Row row)
    {
        var run = Open(row.Name, () => RowRun.Prepare(row));
        // Emulated, a run of uv takes seconds: its default only.
        Comparison.AssertNone(row.Name, RowTests.Differences(row, run, ""));
    }
}
