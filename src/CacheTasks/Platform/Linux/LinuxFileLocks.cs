using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>The calls of <see cref="IFileLocks"/> on Linux.</summary>
internal sealed unsafe class LinuxFileLocks : IFileLocks
{
    private const string Table = "/proc/locks";

    public Errno TryLock(SafeFileHandle file, bool exclusive)
    {
        Errno errno;
        do
        {
            errno = flock((int)file.DangerousGetHandle(), (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 ? Errno.None : new Errno(Marshal.GetLastPInvokeError());
        }
        while (errno == Errno.EINTR);
        return errno;
    }

    public IReadOnlyList<FileLock> ReadAll()
    {
        var locks = new List<FileLock>();
        foreach (var line in ProcFile.Read(Table).Split('\n'))
        {
            if (LockLine.Parse(line) is { } row)
            {
                locks.Add(row);
            }
        }
        return locks;
    }

    public long MagicOf(SafeFileHandle file)
    {
        StatFs buffer;
        return fstatfs((int)file.DangerousGetHandle(), &buffer) == 0 ? buffer.f_type : 0;
    }
}
