using CacheTasks.Platform;
using CacheTasks.Progress;

namespace CacheTasks.Placement.Seeding;

/// <summary>What of the system copying between caches needs.</summary>
internal sealed record CopyTools(IFileSystem Files, ITreeChanges Trees, ITreeTransfer Transfer, IFileLocks Locks)
{
    /// <summary>How far the work is; null: nobody looks.</summary>
    public WorkProgress? Progress { get; init; }

    /// <summary>Null where this version does not observe.</summary>
    public static CopyTools? Current { get; } =
        FileSystem.Current is { } files && FileSystem.Trees is { } trees && FileSystem.Transfer is { } transfer && FileSystem.Locks is { } locks
            ? new CopyTools(files, trees, transfer, locks)
            : null;
}
