using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform;

/// <summary>Stands for a handle that a failed step before never opened, so that both ways end in one check of the error number.</summary>
internal static class NoHandle
{
    /// <returns><paramref name="errno"/>.</returns>
    public static Errno After(Errno errno, out SafeFileHandle handle)
    {
        handle = new SafeFileHandle((nint)(-1), ownsHandle: false);
        return errno;
    }
}
