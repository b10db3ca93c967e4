using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <content>What copying, giving away and removing trees needs.</content>
internal static unsafe partial class LibC
{
    public const int SEEK_SET = 0;
    public const int SEEK_DATA = 3;
    public const int SEEK_HOLE = 4;

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint copy_file_range(int fd_in, long* off_in, int fd_out, long* off_out, nuint len, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint pread64(int fd, byte* buf, nuint count, long offset);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint pwrite64(int fd, byte* buf, nuint count, long offset);

    [LibraryImport("libc", SetLastError = true)]
    public static partial long lseek64(int fd, long offset, int whence);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int futimens(int fd, Timespec* times);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int utimensat(int dirfd, byte* pathname, Timespec* times, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fchown(int fd, uint owner, uint group);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint readlinkat(int dirfd, byte* pathname, byte* buf, nuint bufsiz);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int syncfs(int fd);
}

/// <summary>struct timespec of a 64-bit system.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Timespec
{
    public long tv_sec;
    public long tv_nsec;
}
