using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <content>flock(2).</content>
internal static unsafe partial class LibC
{
    public const int LOCK_SH = 1;
    public const int LOCK_EX = 2;
    public const int LOCK_NB = 4;

    [LibraryImport("libc", SetLastError = true)]
    public static partial int flock(int fd, int operation);
}
