using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <summary>struct statx (linux/stat.h), 256 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct Statx
{
    public uint stx_mask;
    public uint stx_blksize;
    public ulong stx_attributes;
    public uint stx_nlink;
    public uint stx_uid;
    public uint stx_gid;
    public ushort stx_mode;
    public ushort spare0;
    public ulong stx_ino;
    public ulong stx_size;
    public ulong stx_blocks;
    public ulong stx_attributes_mask;
    public StatxTimestamp stx_atime;
    public StatxTimestamp stx_btime;
    public StatxTimestamp stx_ctime;
    public StatxTimestamp stx_mtime;
    public uint stx_rdev_major;
    public uint stx_rdev_minor;
    public uint stx_dev_major;
    public uint stx_dev_minor;
    public ulong stx_mnt_id;
}

/// <summary>struct statx_timestamp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StatxTimestamp
{
    public long tv_sec;
    public uint tv_nsec;
    public int reserved;
}

/// <summary>struct fiemap with room for one struct fiemap_extent (linux/fiemap.h), 32 + 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 88)]
internal struct FiemapOne
{
    public ulong fm_start;
    public ulong fm_length;
    public uint fm_flags;
    public uint fm_mapped_extents;
    public uint fm_extent_count;
    public uint fm_reserved;
    public ulong fe_logical;
    public ulong fe_physical;
    public ulong fe_length;
    public ulong fe_reserved64_0;
    public ulong fe_reserved64_1;
    public uint fe_flags;
}

/// <summary>struct rusage on a 64-bit system: two timevals, then 14 longs.</summary>
[StructLayout(LayoutKind.Sequential, Size = 144)]
internal struct Rusage
{
    public long ru_utime_sec;
    public long ru_utime_usec;
    public long ru_stime_sec;
    public long ru_stime_usec;
    public long ru_maxrss;
    public long ru_ixrss;
    public long ru_idrss;
    public long ru_isrss;
    public long ru_minflt;
    public long ru_majflt;
}
