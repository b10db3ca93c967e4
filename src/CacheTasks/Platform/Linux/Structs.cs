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

/// <summary>struct stat of x86-64, 144 bytes; on Arm the mode comes before the link count, which is narrower.</summary>
[StructLayout(LayoutKind.Sequential, Size = 144)]
internal struct Stat64
{
    public ulong st_dev;
    public ulong st_ino;
    public ulong nlink_or_mode;
    public uint mode_or_uid;
    public uint uid_or_gid;
    public uint gid_or_padding;
    public uint padding;
    public ulong st_rdev;
    public long st_size;
    public long st_blksize;
    public long st_blocks;
    public long st_atime;
    public long st_atime_nsec;
    public long st_mtime;
    public long st_mtime_nsec;
    public long st_ctime;
    public long st_ctime_nsec;
}

/// <summary>struct fsxattr (linux/fs.h), 28 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 28)]
internal struct FsXattr
{
    public uint fsx_xflags;
    public uint fsx_extsize;
    public uint fsx_nextents;
    public uint fsx_projid;
}

/// <summary>struct file_handle (open_by_handle_at(2)) with room for MAX_HANDLE_SZ bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 136)]
internal unsafe struct FileHandle
{
    public uint handle_bytes;
    public int handle_type;
    public fixed byte f_handle[128];
}

/// <summary>struct statfs of a 64-bit system, 120 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 120)]
internal struct StatFs
{
    public long f_type;
    public long f_bsize;
    public ulong f_blocks;
    public ulong f_bfree;
    public ulong f_bavail;
    public ulong f_files;
    public ulong f_ffree;
    public ulong f_fsid;
    public long f_namelen;
    public long f_frsize;
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
