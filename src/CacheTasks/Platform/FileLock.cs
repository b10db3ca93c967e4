namespace CacheTasks.Platform;

/// <summary>How a lock was made (proc_locks(5)).</summary>
internal enum LockKind
{
    /// <summary>flock(2).</summary>
    Flock,

    /// <summary>fcntl(2), of a process.</summary>
    Posix,

    /// <summary>fcntl(2), of an open file; its row names no process.</summary>
    OpenFile,

    /// <summary>A lease or delegation: it makes others wait for a moment at most.</summary>
    Other,
}

/// <summary>A row of /proc/locks: a lock that is held, or, where <see cref="IsWaiting"/>, one that its process waits for.</summary>
/// <param name="Id">The same for a lock and those that wait for it.</param>
/// <param name="ProcessId">Who asked for it; -1 where nobody is named. It may have ended while a child still has the file open.</param>
/// <param name="Device">The superblock's as in mountinfo, <c>major:minor</c> in decimal; on btrfs and overlay not the st_dev of the file.</param>
internal readonly record struct FileLock(long Id, LockKind Kind, bool IsExclusive, int ProcessId, string Device, ulong Inode, bool IsWaiting);
