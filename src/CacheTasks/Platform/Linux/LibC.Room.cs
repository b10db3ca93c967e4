using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <summary>quotactl_fd(2), for which the C library has no function.</summary>
internal static unsafe partial class LibC
{
    public const uint Q_GETQUOTA = 0x800007;
    public const uint USRQUOTA = 0;
    public const uint GRPQUOTA = 1;

    /// <summary>Bytes of a block in which a limit is said.</summary>
    public const ulong QIF_DQBLKSIZE = 1024;

    // The number is the same on all architectures (asm-generic/unistd.h).
    private const nint SYS_quotactl_fd = 443;

    /// <summary>struct dqblk of quotactl(2): limits in blocks of 1024 bytes, use in bytes; a limit of 0 is none.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Dqblk
    {
        public ulong dqb_bhardlimit;
        public ulong dqb_bsoftlimit;
        public ulong dqb_curspace;
        public ulong dqb_ihardlimit;
        public ulong dqb_isoftlimit;
        public ulong dqb_curinodes;
        public ulong dqb_btime;
        public ulong dqb_itime;
        public uint dqb_valid;
    }

    public static bool TryGetQuota(int fd, uint type, uint id, Dqblk* quota) =>
        syscall(SYS_quotactl_fd, fd, (nint)((Q_GETQUOTA << 8) | type), (nint)id, (nint)quota) == 0;
}
