using CacheTasks.Progress;

namespace CacheTasks.Platform;

/// <summary>How far a scan goes.</summary>
/// <param name="User">Entries of all others are foreign.</param>
/// <param name="MostReported">So many obstacles are described.</param>
/// <param name="MostEntries">The scan ends after about so many entries; 0: it does not.</param>
/// <param name="StopsWhenReported">It ends when <paramref name="MostReported"/> are found.</param>
internal sealed record ScanRequest(uint User, int MostReported, int MostEntries, bool StopsWhenReported)
{
    /// <summary>Counts entries; null: nobody looks.</summary>
    public WorkProgress? Progress { get; init; }

    /// <summary>Names of files that are never an obstacle. Asked by several threads at once.</summary>
    public Func<string, bool> IsTolerated { get; init; } = _ => false;
}
