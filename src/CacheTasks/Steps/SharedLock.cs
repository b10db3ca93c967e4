using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <summary>
/// A lock file that a range of versions of a tool only locks shared. As data in a profile: <c>[1.96.0-0,): .cargo-lock</c>, the file
/// names separated by commas.
/// </summary>
internal sealed record SharedLock(VersionRange Versions, string File)
{
    /// <summary>Rows separated by <c>;</c>.</summary>
    /// <exception cref="FormatException">A row that cannot be read; the message quotes it.</exception>
    public static IReadOnlyList<SharedLock> ParseAll(string rows) =>
        rows.Split(';').Select(row => row.Trim()).Where(row => row.Length > 0).SelectMany(Parse).ToList();

    private static IEnumerable<SharedLock> Parse(string row)
    {
        var colon = row.IndexOf(':');
        if (colon < 0 || !VersionRange.TryParse(row.Substring(0, colon).Trim(), out var versions))
        {
            throw new FormatException($"SharedLocks '{row}' is not '<version range>: <file name>, …'");
        }
        return row.Substring(colon + 1).Split(',').Select(file => new SharedLock(versions, file.Trim()));
    }
}
