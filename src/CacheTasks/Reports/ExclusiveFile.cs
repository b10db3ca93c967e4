using System.Diagnostics;

namespace CacheTasks.Reports;

/// <summary>A file that is open for nobody else: a lock between processes, and between threads of one.</summary>
internal static class ExclusiveFile
{
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EAGAIN of flock(2) on Linux, and on macOS.
    private static readonly int[] Busy = [32, 33, 11, 35];

    /// <summary>Makes a missing file, and waits while it is open elsewhere.</summary>
    /// <exception cref="IOException">It was open elsewhere all the time, or cannot be opened at all; so with <see cref="UnauthorizedAccessException"/>.</exception>
    public static FileStream Open(string path, TimeSpan wait)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (Busy.Contains(exception.HResult & 0xFFFF) && waited.Elapsed < wait)
            {
                Thread.Sleep(10);
            }
        }
    }
}
