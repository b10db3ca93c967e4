using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <summary>
/// Raw declarations, named as in the man pages, no logic. Paths are NUL-terminated bytes. Variadic functions (open, ioctl)
/// are declared with the arguments that are passed: on Linux both conventions agree.
/// </summary>
internal static unsafe partial class LibC
{
    public const int AT_FDCWD = -100;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const int AT_EACCESS = 0x200;
    public const int AT_REMOVEDIR = 0x200;
    public const int AT_SYMLINK_FOLLOW = 0x400;
    public const int AT_EMPTY_PATH = 0x1000;

    public const int O_RDONLY = 0;
    public const int O_RDWR = 2;
    public const int O_CREAT = 0x40;
    public const int O_EXCL = 0x80;
    public const int O_CLOEXEC = 0x80000;
    public const int O_NONBLOCK = 0x800;
    public const int O_PATH = 0x200000;

    // These four bits are swapped on Arm (asm/fcntl.h); O_TMPFILE contains O_DIRECTORY.
    public static readonly int O_DIRECTORY = IsArm ? 0x4000 : 0x10000;
    public static readonly int O_NOFOLLOW = IsArm ? 0x8000 : 0x20000;
    public static readonly int O_TMPFILE = 0x400000 | O_DIRECTORY;

    public const uint STATX_BASIC_STATS = 0x7ff;
    public const uint STATX_MNT_ID = 0x1000;

    public const nuint FS_IOC_GETFLAGS = 0x80086601;
    public const int FS_NOCOW_FL = 0x800000;
    public const nuint FS_IOC_FSGETXATTR = 0x801C581F;
    public const uint FS_XFLAG_PROJINHERIT = 0x200;
    public const nuint FS_IOC_GET_ENCRYPTION_POLICY_EX = 0xC0096616;
    public const int AT_HANDLE_FID = 0x200;

    public const nuint FICLONE = 0x40049409;
    public const nuint FS_IOC_FIEMAP = 0xC020660B;
    public const uint FIEMAP_EXTENT_UNKNOWN = 0x2;
    public const uint FIEMAP_EXTENT_DATA_INLINE = 0x200;
    public const uint FIEMAP_EXTENT_SHARED = 0x2000;

    public const uint RENAME_NOREPLACE = 1;
    public const int R_OK = 4;
    public const int W_OK = 2;
    public const int X_OK = 1;
    public const int RUSAGE_CHILDREN = -1;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    [LibraryImport("libc", SetLastError = true)]
    public static partial int statx(int dirfd, byte* pathname, int flags, uint mask, Statx* statxbuf);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fstatat(int dirfd, byte* pathname, Stat64* statbuf, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int openat(int dirfd, byte* pathname, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int mkdirat(int dirfd, byte* pathname, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fchmod(int fd, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int ftruncate(int fd, long length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int linkat(int olddirfd, byte* oldpath, int newdirfd, byte* newpath, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int symlinkat(byte* target, int newdirfd, byte* linkpath);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int renameat2(int olddirfd, byte* oldpath, int newdirfd, byte* newpath, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int name_to_handle_at(int dirfd, byte* pathname, FileHandle* handle, int* mount_id, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fstatfs(int fd, StatFs* buf);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int unlinkat(int dirfd, byte* pathname, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int faccessat(int dirfd, byte* pathname, int mode, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint lgetxattr(byte* path, byte* name, byte* value, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int ioctl(int fd, nuint request, nint argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(int fd, byte* buf, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(int fd, byte* buf, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint getdents64(int fd, byte* dirp, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int sig);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int getrusage(int who, Rusage* usage);

    [LibraryImport("libc")]
    public static partial uint geteuid();
}
