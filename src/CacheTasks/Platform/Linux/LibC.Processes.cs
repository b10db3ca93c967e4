using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <content>sysconf(3).</content>
internal static unsafe partial class LibC
{
    public const int _SC_CLK_TCK = 2;

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint sysconf(int name);
}
