using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <content>The fields of statx(2) that a scan for owners needs, and that it may neither wait for a server nor mount anything.</content>
internal static unsafe partial class LibC
{
    public const uint STATX_TYPE = 0x1;
    public const uint STATX_MODE = 0x2;
    public const uint STATX_NLINK = 0x4;
    public const uint STATX_UID = 0x8;
    public const int AT_NO_AUTOMOUNT = 0x800;
    public const int AT_STATX_DONT_SYNC = 0x4000;

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int fd);
}
