using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <summary>
/// How a range of versions of a tool calls the folders of its cache, whose numbers grow when their format changes. As data in a profile:
/// <c>[0.13.0,): wheels-v7 sdists-v10</c>.
/// </summary>
/// <param name="Wheels">Pointers to unpacked wheels.</param>
/// <param name="Built">Wheels built from source distributions.</param>
internal sealed record CacheBuckets(VersionRange Versions, string Wheels, string Built)
{
    /// <summary>Rows separated by <c>;</c>.</summary>
    /// <exception cref="FormatException">A row that cannot be read; the message quotes it.</exception>
    public static IReadOnlyList<CacheBuckets> ParseAll(string rows) =>
        rows.Split(';').Select(row => row.Trim()).Where(row => row.Length > 0).Select(Parse).ToList();

    private static CacheBuckets Parse(string row)
    {
        var colon = row.IndexOf(':');
        var names = row.Substring(colon + 1).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return colon > 0 && names.Length == 2 && VersionRange.TryParse(row.Substring(0, colon).Trim(), out var versions)
            ? new CacheBuckets(versions, names[0], names[1])
            : throw new FormatException($"CacheBuckets '{row}' is not '<version range>: <wheels folder> <built wheels folder>'");
    }
}
