using System.Runtime.InteropServices;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>
/// A status without statx(2): kernels before 4.11, and sandboxes whose filter does not know the call. The mount ID comes from fdinfo.
/// </summary>
internal static unsafe class OldStatus
{
    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static Errno Stat(int directory, string name, int flags, out FileStatus status)
    {
        status = default;
        Stat64 buffer;
        using (var bytes = new PathBytes(name))
        {
            fixed (byte* path = bytes)
            {
                if (fstatat(directory, path, &buffer, flags) != 0)
                {
                    return new Errno(Marshal.GetLastPInvokeError());
                }
            }
        }
        status = IsArm
            ? ToStatus(buffer, (uint)buffer.nlink_or_mode, (uint)(buffer.nlink_or_mode >> 32), buffer.mode_or_uid, buffer.uid_or_gid)
            : ToStatus(buffer, buffer.mode_or_uid, (uint)buffer.nlink_or_mode, buffer.uid_or_gid, buffer.gid_or_padding);
        status = status with { MountId = MountIdOf(directory, name, flags) };
        return Errno.None;
    }

    /// <summary>The fields that a scan for owners reads.</summary>
    public static bool TryFill(int directory, string name, Statx* status)
    {
        if (!Stat(directory, name, AT_SYMLINK_NOFOLLOW, out var old).Succeeded)
        {
            return false;
        }
        var type = old.Kind switch { FileKind.File => 0x8000u, FileKind.Directory => 0x4000u, FileKind.Symlink => 0xA000u, _ => 0u };
        *status = new Statx
        {
            stx_mask = old.MountId == 0 ? 0 : STATX_MNT_ID,
            stx_mode = (ushort)(type | old.Mode),
            stx_uid = old.Owner,
            stx_nlink = old.Links,
            stx_dev_major = old.Device.Major,
            stx_dev_minor = old.Device.Minor,
            stx_mnt_id = old.MountId,
        };
        return true;
    }

    /// <summary>0 when the file cannot be opened or /proc is not there.</summary>
    public static ulong MountIdOf(int directory, string name, int flags)
    {
        if (name.Length == 0)
        {
            return LinuxMounts.IdOf(directory);
        }
        using var bytes = new PathBytes(name);
        fixed (byte* path = bytes)
        {
            var descriptor = openat(directory, path, O_PATH | O_CLOEXEC | ((flags & AT_SYMLINK_NOFOLLOW) != 0 ? O_NOFOLLOW : 0), 0);
            using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, ownsHandle: true);
            return descriptor < 0 ? 0 : LinuxMounts.IdOf(descriptor);
        }
    }

    // st_dev as glibc packs it (makedev(3)).
    private static FileStatus ToStatus(in Stat64 from, uint mode, uint links, uint owner, uint group) => new(
        LinuxFileSystem.KindOf(mode),
        new Device((uint)(((from.st_dev >> 8) & 0xFFF) | ((from.st_dev >> 32) & 0xFFFFF000)), (uint)((from.st_dev & 0xFF) | ((from.st_dev >> 12) & 0xFFFFFF00))),
        from.st_ino,
        0,
        owner,
        group,
        mode & 0xFFF,
        links,
        (ulong)from.st_size,
        LinuxFileSystem.Nanoseconds(from.st_mtime, from.st_mtime_nsec),
        LinuxFileSystem.Nanoseconds(from.st_ctime, from.st_ctime_nsec));
}
