using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>Tells who has locked which lock file and who waits for it, by reading, without ever taking a lock.</summary>
internal sealed class LockHolders(IFileLocks locks, IProcesses processes)
{
    /// <summary>The locked ones of these files, with those who wait.</summary>
    public IReadOnlyList<HeldLock> Find(IReadOnlyList<LockFile> lockFiles)
    {
        if (lockFiles.Count == 0)
        {
            return [];
        }
        var rows = locks.ReadAll();
        return lockFiles.Select(file => Of(file, rows)).Where(held => held.Holders.Count + held.Waiting.Count > 0).ToList();
    }

    private HeldLock Of(LockFile file, IReadOnlyList<FileLock> rows)
    {
        var mine = rows.Where(row => file.Is(row) && !IsOfAnotherFile(file, row)).ToList();
        return new HeldLock(file, mine.Where(row => !row.IsWaiting).ToList(), mine.Where(row => row.IsWaiting).ToList());
    }

    // Where a process's open files may not be looked at, the number has to do.
    private bool IsOfAnotherFile(LockFile file, in FileLock row) => file.IsAmbiguous && processes.HasOpen(row.ProcessId, file.Status) == false;
}
