using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <summary>openat2(2), for which the C library has no function before glibc 2.43.</summary>
internal static unsafe partial class LibC
{
    public const ulong RESOLVE_NO_SYMLINKS = 0x04;
    public const ulong RESOLVE_BENEATH = 0x08;

    // The number is the same on all architectures (asm-generic/unistd.h).
    private const nint SYS_openat2 = 437;

    /// <summary>struct open_how of openat2(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct OpenHow
    {
        public ulong flags;
        public ulong mode;
        public ulong resolve;
    }

    public static nint openat2(int dirfd, byte* pathname, OpenHow* how, nuint size) => syscall(SYS_openat2, dirfd, (nint)pathname, (nint)how, (nint)size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint first, nint second, nint third, nint fourth);
}
