using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform;

/// <summary>Advisory locks on whole files: taking one, and who has which.</summary>
internal interface IFileLocks
{
    /// <summary>
    /// Takes a lock on the open file without waiting for it (flock(2), LOCK_NB). It goes away when the last handle of this opening is
    /// closed, also by the end of the process.
    /// </summary>
    /// <returns>EAGAIN: somebody else has one that excludes it. ENOSYS, EOPNOTSUPP, ENOLCK: locks do not work there.</returns>
    Errno TryLock(SafeFileHandle file, bool exclusive);

    /// <summary>
    /// All locks of the system that this process may see, by one read of /proc/locks (proc_locks(5)): those of other users too, not
    /// those of processes that its PID namespace has no number for. Empty without /proc.
    /// </summary>
    IReadOnlyList<FileLock> ReadAll();

    /// <summary>The filesystem's magic number (statfs(2)), by which tools decide whether to lock at all; 0 when it cannot be read.</summary>
    long MagicOf(SafeFileHandle file);
}
