using CacheTasks.Platform;

namespace CacheTasks.Doctor;

/// <summary>What there is at a cache or a target.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record ExaminedPlace(string Path)
{
    /// <summary>Why it was not looked at; null: it was.</summary>
    public string? Silent { get; init; }

    public bool Exists { get; init; }

    /// <summary>Of the directory, or of the nearest one above that exists; null where nothing could be looked at.</summary>
    public FileStatus? Status { get; init; }

    public MountInfo? Mount { get; init; }

    /// <summary>Null where it does not exist or cannot be read.</summary>
    public TreeSize? Size { get; init; }

    /// <summary>What is left there; null where the filesystem does not tell.</summary>
    public Room? Room { get; init; }

    /// <summary>Other processes that use it now, by ID.</summary>
    public IReadOnlyList<int> Processes { get; init; } = [];

    /// <summary>Who has locked it, a clause for each.</summary>
    public IReadOnlyList<string> Locks { get; init; } = [];
}
