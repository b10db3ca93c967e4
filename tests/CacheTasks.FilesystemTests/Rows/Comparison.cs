using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>The comparison that every row's test makes. No difference: the row is right.</summary>
internal static class Comparison
{
    /// <summary>What a row's test finds when the user told uv this mode; empty: none, and the whole verdict is the table's.</summary>
    internal static IReadOnlyList<string> Differences(Row row, string mode, Verdict verdict, UvRun bare, UvRun planned)
    {
        if (!row.Exceptions.TryGetValue(mode, out var seen))
            return mode.Length == 0 ? Differences(row, verdict, bare, planned) : [.. Broken("prediction", verdict, bare), .. Broken("planned", verdict, planned)];

        string[] broken = bare.Seen == seen ? [] : [$"expected uv to do '{seen}', it did '{bare.Seen}': {bare.Result}"];
        return mode.Length == 0 ? [.. Judged(row, verdict), .. broken] : broken;
    }

    /// <summary>The verdict against the table, and both forecasts against what uv was seen to do.</summary>
    internal static IReadOnlyList<string> Differences(Row row, Verdict verdict, UvRun bare, UvRun planned) =>
    [
        .. Judged(row, verdict),
        .. Broken("prediction", verdict, bare),
        .. Broken("planned", verdict, planned),
    ];

    private static IEnumerable<string> Judged(Row row, Verdict verdict) =>
    [
        .. row.Expected.Lines.Except(verdict.Lines).Select(line => "expected " + line),
        .. verdict.Lines.Except(row.Expected.Lines).Select(line => "verdict " + line),
    ];

    private static IEnumerable<string> Broken(string forecast, Verdict verdict, UvRun run)
    {
        if (!run.Keeps(verdict.Promise(forecast)))
            yield return $"{forecast} says '{verdict.Promise(forecast)}', uv did '{run.Seen}': {run.Result}";
    }

    internal static void AssertNone(string what, IReadOnlyList<string> differences) =>
        Assert.IsEmpty(differences, what + ":\n" + string.Join('\n', differences));
}
