namespace CacheTasks.Steps;

/// <summary>Finds the names that a misspelt one was probably meant to be.</summary>
internal static class Nearest
{
    private const int ShortestBeginning = 4;

    /// <summary>
    /// The candidates within two edits (one for names of up to four characters) and those that begin with the name, nearest first;
    /// at most three.
    /// </summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates)
    {
        var limit = name.Length <= 4 ? 1 : 2;
        return candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(Fold(name), Fold(candidate))))
            .Where(pair => pair.Distance <= limit || (name.Length >= ShortestBeginning && Fold(pair.Candidate).StartsWith(Fold(name), StringComparison.Ordinal)))
            .OrderBy(pair => pair.Distance)
            .Take(3)
            .Select(pair => pair.Candidate)
            .ToList();
    }

    private static string Fold(string text) => text.ToUpperInvariant();

    // Levenshtein with one row.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
