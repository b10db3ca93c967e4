using System.Globalization;
using CacheTasks.Targets.Migration;

namespace CacheTasks.Placement.Collection;

/// <summary>What was found, or removed, for the lines that a collection prints.</summary>
internal sealed class CollectionTally(IReadOnlyList<StoreEntry> entries, DateTimeOffset now)
{
    private readonly List<StoreEntry> _packages = entries.Where(entry => entry.IsPackage).ToList();

    /// <summary>Of what goes with its pointers.</summary>
    public ulong Bytes { get; set; }

    public int Garbage { get; set; }

    public ulong GarbageBytes { get; set; }

    public int Leftovers { get; set; }

    /// <summary>Nothing is to be removed.</summary>
    /// <param name="store">Its path, as it is printed.</param>
    public IEnumerable<string> Listed(string store)
    {
        var days = _packages.Select(entry => (now - entry.LastUsed).TotalDays).ToList();
        yield return _packages.Count == 0
            ? $"{store} holds no package"
            : $"{store} holds {Packages(_packages.Count)}, {MigrationText.Size(Bytes)}: {Number(days.Count(age => age <= 7))} last used within 7 days, "
                + $"{Number(days.Count(age => age is > 7 and <= 30))} within 30, {Number(days.Count(age => age > 30))} longer ago; {Number(_packages.Count(entry => entry.IsKept))} named by lock files";
        if (Garbage + Leftovers > 0)
        {
            yield return $"{store} holds {Rest}";
        }
    }

    /// <param name="store">Its path, as it is printed.</param>
    /// <param name="removed">Of the entries, those that went.</param>
    /// <param name="verb"><c>removed</c>, or what would be.</param>
    public IEnumerable<string> Removed(string store, IReadOnlyCollection<StoreEntry> removed, string verb)
    {
        var gone = new HashSet<StoreEntry>(removed);
        var left = _packages.Where(entry => !gone.Contains(entry)).ToList();
        var kept = left.Count(entry => entry.IsKept);
        yield return $"{verb} {Packages(_packages.Count - left.Count)}, {MigrationText.Size(Bytes)}, from {store} ({Number(kept)} named by lock files and {Number(left.Count - kept)} others stay)";
        if (Garbage + Leftovers > 0)
        {
            yield return $"{verb} {Rest} from {store}";
        }
    }

    private string Rest => string.Join(
        " and ",
        new[]
        {
            Garbage > 0 ? $"{Number(Garbage)} {(Garbage == 1 ? "archive" : "archives")} to which nothing leads, {MigrationText.Size(GarbageBytes)}," : null,
            Leftovers > 0 ? $"{Number(Leftovers)} {(Leftovers == 1 ? "folder" : "folders")} of killed runs" : null,
        }.OfType<string>()).TrimEnd(',');

    private static string Packages(int count) => count == 1 ? "1 package" : $"{Number(count)} packages";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
