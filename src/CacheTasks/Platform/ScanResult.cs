namespace CacheTasks.Platform;

/// <summary>What a scan saw.</summary>
/// <param name="Root">Null when there is no directory at the path.</param>
/// <param name="Entries">How many entries were looked at.</param>
/// <param name="Owners">Other users, with the number of their entries.</param>
/// <param name="Obstacles">How many of these cannot be changed.</param>
/// <param name="First">The first of them, by path.</param>
/// <param name="WithOtherNames">How many of the obstacles are files with several names.</param>
/// <param name="Unreadable">Folders that could not be looked into; <paramref name="FirstUnreadable"/> is one.</param>
/// <param name="IsComplete">False when there may be more than is told here.</param>
internal sealed record ScanResult(
    FileStatus? Root,
    long Entries,
    IReadOnlyDictionary<uint, long> Owners,
    long Obstacles,
    IReadOnlyList<ForeignEntry> First,
    long WithOtherNames,
    long Unreadable,
    string? FirstUnreadable,
    bool IsComplete);
