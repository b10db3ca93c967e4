using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>A lock file that somebody has locked, and who waits for it.</summary>
internal sealed record HeldLock(LockFile File, IReadOnlyList<FileLock> Holders, IReadOnlyList<FileLock> Waiting)
{
    /// <summary>Whether someone who wants this lock, for itself alone or shared, has to wait.</summary>
    public bool Blocks(bool exclusive) => Holders.Any(row => exclusive || row.IsExclusive);
}
