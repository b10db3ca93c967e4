using Microsoft.Win32.SafeHandles;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>The smaller of what the filesystem and what each quota leaves. A project quota is in the filesystem's own answer.</summary>
internal sealed unsafe class LinuxRoom : IRoom
{
    public Room? Left(SafeFileHandle directory, uint user, uint group)
    {
        var descriptor = (int)directory.DangerousGetHandle();
        StatFs size;
        // A filesystem of no size (some of FUSE) does not know.
        if (fstatfs(descriptor, &size) != 0 || size.f_blocks == 0)
        {
            return null;
        }
        var room = new Room(size.f_bavail * (ulong)(size.f_frsize != 0 ? size.f_frsize : size.f_bsize), size.f_files == 0 ? null : size.f_ffree, ByQuota: false);
        return Within(Within(room, descriptor, USRQUOTA, user), descriptor, GRPQUOTA, group);
    }

    private static Room Within(Room room, int descriptor, uint type, uint id)
    {
        Dqblk quota;
        if (!TryGetQuota(descriptor, type, id, &quota))
        {
            return room;
        }
        var bytes = Least(room.Bytes, quota.dqb_bhardlimit * QIF_DQBLKSIZE, quota.dqb_curspace);
        var inodes = Least(room.Inodes ?? ulong.MaxValue, quota.dqb_ihardlimit, quota.dqb_curinodes);
        return new Room(
            bytes, inodes == ulong.MaxValue ? null : inodes, room.ByQuota || bytes < room.Bytes || inodes < (room.Inodes ?? ulong.MaxValue));
    }

    private static ulong Least(ulong left, ulong limit, ulong used) => limit == 0 ? left : Math.Min(left, limit > used ? limit - used : 0);
}
