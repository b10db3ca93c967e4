using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>
/// Tells in which layer of an overlay a file lies, without touching it: its file handle says so (struct ovl_fb in fs/overlayfs/overlayfs.h;
/// name_to_handle_at(2) with AT_HANDLE_FID, which overlay answers since Linux 6.6).
/// </summary>
internal static unsafe class OverlayLayer
{
    private const int OvlFileIdV1 = 0xF8;
    private const byte Magic = 0xFB;
    private const byte PathUpper = 4;

    /// <summary>Null where the kernel does not tell.</summary>
    public static bool? IsLower(int descriptor)
    {
        FileHandle handle;
        handle.handle_bytes = 128;
        int mount;
        fixed (byte* empty = "\0"u8)
        {
            if (name_to_handle_at(descriptor, empty, &handle, &mount, AT_EMPTY_PATH | AT_HANDLE_FID) != 0 || handle.handle_type != OvlFileIdV1)
            {
                return null;
            }
        }
        // Version 1 begins with three bytes of padding: there the handle's own fields start, version, magic, length, flags.
        return handle.f_handle[4] == Magic ? (handle.f_handle[6] & PathUpper) == 0 : null;
    }
}
