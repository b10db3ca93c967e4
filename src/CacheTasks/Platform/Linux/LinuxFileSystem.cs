using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>The calls of <see cref="IFileSystem"/> on Linux. Each reads errno on the line after its call.</summary>
internal sealed unsafe class LinuxFileSystem : IFileSystem
{
    // O_NONBLOCK: opening a FIFO that lies where a file is expected must not wait for a writer.
    private const int OpenToRead = O_RDONLY | O_CLOEXEC | O_NONBLOCK;

    private HostFacts? _host;

    public uint EffectiveUser => geteuid();

    public Errno Stat(string path, bool followLink, out FileStatus status) =>
        StatAt(AT_FDCWD, path, followLink ? 0 : AT_SYMLINK_NOFOLLOW, out status);

    public Errno Stat(SafeFileHandle directory, string name, out FileStatus status) =>
        StatAt(Descriptor(directory), name, AT_SYMLINK_NOFOLLOW, out status);

    public Errno Stat(SafeFileHandle directory, EntryName path, out FileStatus status)
    {
        Statx buffer;
        fixed (byte* bytes = path)
        {
            // Not for a mount ID, so that a kernel which does not tell it costs no detour.
            var errno = Result(statx(Descriptor(directory), bytes, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &buffer));
            if (errno == Errno.EPERM || errno == Errno.ENOSYS)
            {
                return StatAt(Descriptor(directory), path.Text, AT_SYMLINK_NOFOLLOW, out status);
            }
            status = errno.Succeeded ? ToStatus(buffer) : default;
            return errno;
        }
    }

    public Errno Stat(SafeFileHandle file, out FileStatus status) =>
        StatAt(Descriptor(file), "", AT_EMPTY_PATH, out status);

    public string? ReadLink(string path) => new FileInfo(path).LinkTarget;

    public HostFacts Host => _host ??= LinuxHost.Read();

    public MountTable ReadMounts() => LinuxMounts.ReadTable();

    public DirectoryDetails Inspect(SafeFileHandle directory) => Inspection.Look(Descriptor(directory));

    public bool? IsInLowerLayer(SafeFileHandle file) => OverlayLayer.IsLower(Descriptor(file));

    // The list may be any length; ERANGE would mean that there is one.
    public bool HasAccessList(string path)
    {
        using var pathBytes = new PathBytes(path);
        using var nameBytes = new PathBytes("system.posix_acl_access");
        fixed (byte* file = pathBytes)
        fixed (byte* name = nameBytes)
        {
            return lgetxattr(file, name, null, 0) > 0;
        }
    }

    // The kernel appends " (deleted)" to the name of a removed directory; a path that leads nowhere is of no use.
    public string? PathOf(SafeFileHandle directory) =>
        new FileInfo("/proc/self/fd/" + Descriptor(directory)).LinkTarget is { } path && Stat(path, followLink: false, out _).Succeeded ? path : null;

    public Errno CheckWritable(string directory) => CheckAccess(directory, W_OK | X_OK);

    public Errno CheckReadWrite(string file) => CheckAccess(file, R_OK | W_OK);

    private static Errno CheckAccess(string name, int mode)
    {
        using var bytes = new PathBytes(name);
        fixed (byte* path = bytes)
        {
            return Result(faccessat(AT_FDCWD, path, mode, AT_EACCESS));
        }
    }

    public Errno OpenDirectory(string path, out SafeFileHandle handle) =>
        Open(AT_FDCWD, path, OpenToRead | O_DIRECTORY, 0, out handle);

    public Errno OpenDirectory(SafeFileHandle parent, string name, out SafeFileHandle handle) =>
        Open(Descriptor(parent), name, OpenToRead | O_DIRECTORY | O_NOFOLLOW, 0, out handle);

    public Errno OpenBelow(SafeFileHandle parent, string name, out SafeFileHandle handle)
    {
        using var bytes = new PathBytes(name);
        fixed (byte* path = bytes)
        {
            var how = new OpenHow { flags = (ulong)(uint)(OpenToRead | O_DIRECTORY | O_NOFOLLOW), resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS };
            var descriptor = (int)openat2(Descriptor(parent), path, &how, (nuint)sizeof(OpenHow));
            var errno = descriptor < 0 ? LastError() : Errno.None;
            // openat2(2): EAGAIN when a rename elsewhere may have moved the path meanwhile.
            if (errno == Errno.ENOSYS || errno == Errno.EPERM || errno == Errno.EAGAIN)
            {
                return OpenDirectory(parent, name, out handle);
            }
            handle = new SafeFileHandle(descriptor, ownsHandle: true);
            return errno;
        }
    }

    public Errno OpenThrough(SafeFileHandle parent, string name, out SafeFileHandle handle) =>
        Open(Descriptor(parent), name, OpenToRead | O_DIRECTORY, 0, out handle);

    public Errno OpenFile(SafeFileHandle directory, string name, out SafeFileHandle handle) =>
        Open(Descriptor(directory), name, OpenToRead | O_NOFOLLOW, 0, out handle);

    public Errno CreateUnnamed(SafeFileHandle directory, out SafeFileHandle file) =>
        Open(Descriptor(directory), ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0x180, out file);

    public Errno Create(SafeFileHandle directory, string name, out SafeFileHandle file) =>
        Open(Descriptor(directory), name, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR | O_CLOEXEC, 0x180, out file);

    public Errno Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint written;
            Errno errno;
            do
            {
                written = write(Descriptor(file), start, (nuint)bytes.Length);
                errno = written < 0 ? LastError() : Errno.None;
            }
            while (errno == Errno.EINTR);
            // A short write to a regular file means that the space ended in between (write(2)).
            return errno.Succeeded && written < bytes.Length ? Errno.ENOSPC : errno;
        }
    }

    public Errno Empty(SafeFileHandle file) => Result(ftruncate(Descriptor(file), 0));

    public Errno MakeDirectory(SafeFileHandle directory, string name, uint mode)
    {
        using var bytes = new PathBytes(name);
        fixed (byte* path = bytes)
        {
            return Result(mkdirat(Descriptor(directory), path, mode));
        }
    }

    public Errno ChangeMode(SafeFileHandle file, uint mode) => Result(fchmod(Descriptor(file), mode));

    public Errno Link(SafeFileHandle fromDirectory, string fromName, SafeFileHandle toDirectory, string toName) =>
        LinkAt(Descriptor(fromDirectory), fromName, toDirectory, toName, 0);

    // linkat(2): the way for a process without CAP_DAC_READ_SEARCH, for which AT_EMPTY_PATH is refused.
    public Errno LinkUnnamed(SafeFileHandle file, SafeFileHandle toDirectory, string toName) =>
        LinkAt(AT_FDCWD, "/proc/self/fd/" + Descriptor(file), toDirectory, toName, AT_SYMLINK_FOLLOW);

    public Errno Clone(SafeFileHandle source, SafeFileHandle target) =>
        Result(ioctl(Descriptor(target), FICLONE, Descriptor(source)));

    public Errno Symlink(string content, SafeFileHandle directory, string name)
    {
        using var contentBytes = new PathBytes(content);
        using var nameBytes = new PathBytes(name);
        fixed (byte* target = contentBytes)
        fixed (byte* path = nameBytes)
        {
            return Result(symlinkat(target, Descriptor(directory), path));
        }
    }

    public Errno Remove(SafeFileHandle directory, string name)
    {
        using var bytes = new PathBytes(name);
        fixed (byte* path = bytes)
        {
            return Result(unlinkat(Descriptor(directory), path, 0));
        }
    }

    public Errno RemoveDirectory(SafeFileHandle directory, string name)
    {
        using var bytes = new PathBytes(name);
        fixed (byte* path = bytes)
        {
            return Result(unlinkat(Descriptor(directory), path, AT_REMOVEDIR));
        }
    }

    public Errno Rename(SafeFileHandle fromDirectory, string fromName, SafeFileHandle toDirectory, string toName)
    {
        using var fromBytes = new PathBytes(fromName);
        using var toBytes = new PathBytes(toName);
        fixed (byte* from = fromBytes)
        fixed (byte* to = toBytes)
        {
            return Result(renameat2(Descriptor(fromDirectory), from, Descriptor(toDirectory), to, RENAME_NOREPLACE));
        }
    }

    public IReadOnlyList<DirectoryEntry> List(SafeFileHandle directory, int most) => DirectoryNames.List(Descriptor(directory), most);

    public IReadOnlyList<string> FindNames(SafeFileHandle directory, string prefix) => DirectoryNames.Find(Descriptor(directory), prefix);

    public Errno FirstExtent(string path, out Extent extent)
    {
        using var bytes = new PathBytes(path);
        fixed (byte* name = bytes)
        {
            return FirstExtent(AT_FDCWD, name, out extent);
        }
    }

    public Errno FirstExtent(SafeFileHandle directory, EntryName path, out Extent extent)
    {
        fixed (byte* name = path)
        {
            return FirstExtent(Descriptor(directory), name, out extent);
        }
    }

    private static Errno FirstExtent(int directory, byte* path, out Extent extent)
    {
        extent = default;
        var descriptor = openat(directory, path, OpenToRead | O_NOFOLLOW, 0);
        if (descriptor < 0)
        {
            return LastError();
        }
        var map = new FiemapOne { fm_length = ulong.MaxValue, fm_extent_count = 1 };
        var asked = Result(ioctl(descriptor, FS_IOC_FIEMAP, (nint)(&map)));
        extent = asked.Succeeded ? Describe(map) : new Extent(ExtentKind.Unknown, 0);
        _ = close(descriptor);
        return asked;
    }

    public ulong EndedChildren()
    {
        Rusage usage;
        if (getrusage(RUSAGE_CHILDREN, &usage) != 0)
        {
            return 0;
        }
        // Faults alone would do, since no process starts without one; the times make a coincidence impossible.
        return (ulong)(usage.ru_minflt + usage.ru_majflt + ((usage.ru_utime_sec + usage.ru_stime_sec) * 1_000_000) + usage.ru_utime_usec + usage.ru_stime_usec);
    }

    public bool ProcessExists(int processId) => kill(processId, 0) == 0 || LastError() == Errno.EPERM;

    private static Extent Describe(in FiemapOne map) => map switch
    {
        { fm_mapped_extents: 0 } => new Extent(ExtentKind.None, 0),
        _ when (map.fe_flags & FIEMAP_EXTENT_DATA_INLINE) != 0 => new Extent(ExtentKind.Inline, 0),
        _ when (map.fe_flags & FIEMAP_EXTENT_UNKNOWN) != 0 || map.fe_physical == 0 => new Extent(ExtentKind.Unknown, 0),
        _ => new Extent(ExtentKind.Mapped, map.fe_physical, (map.fe_flags & FIEMAP_EXTENT_SHARED) != 0),
    };

    private static Errno LinkAt(int fromDirectory, string fromName, SafeFileHandle toDirectory, string toName, int flags)
    {
        using var fromBytes = new PathBytes(fromName);
        using var toBytes = new PathBytes(toName);
        fixed (byte* from = fromBytes)
        fixed (byte* to = toBytes)
        {
            return Result(linkat(fromDirectory, from, Descriptor(toDirectory), to, flags));
        }
    }

    private static Errno Open(int directory, string name, int flags, uint mode, out SafeFileHandle handle)
    {
        using var bytes = new PathBytes(name);
        fixed (byte* path = bytes)
        {
            int descriptor;
            Errno errno;
            do
            {
                descriptor = openat(directory, path, flags, mode);
                errno = descriptor < 0 ? LastError() : Errno.None;
            }
            while (errno == Errno.EINTR);
            handle = new SafeFileHandle(descriptor, ownsHandle: true);
            return errno;
        }
    }

    private static Errno StatAt(int directory, string name, int flags, out FileStatus status)
    {
        using var bytes = new PathBytes(name);
        Statx buffer;
        fixed (byte* path = bytes)
        {
            var errno = Result(statx(directory, path, flags, STATX_BASIC_STATS | STATX_MNT_ID, &buffer));
            // Sandboxes older than the call refuse it with EPERM; the C library replaces it where the kernel has none, without a mount ID.
            if (errno == Errno.EPERM || errno == Errno.ENOSYS)
            {
                return OldStatus.Stat(directory, name, flags, out status);
            }
            status = errno.Succeeded ? ToStatus(buffer) : default;
            if (errno.Succeeded && status.MountId == 0)
            {
                status = status with { MountId = OldStatus.MountIdOf(directory, name, flags) };
            }
            return errno;
        }
    }

    /// <summary>From the file type bits of a mode (inode(7), S_IFMT).</summary>
    internal static FileKind KindOf(uint mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.Symlink,
        _ => FileKind.Other,
    };

    private static FileStatus ToStatus(in Statx from) => new(
        KindOf(from.stx_mode),
        new Device(from.stx_dev_major, from.stx_dev_minor),
        from.stx_ino,
        (from.stx_mask & STATX_MNT_ID) != 0 ? from.stx_mnt_id : 0,
        from.stx_uid,
        from.stx_gid,
        from.stx_mode & 0xFFFu,
        from.stx_nlink,
        from.stx_size,
        Nanoseconds(from.stx_mtime.tv_sec, from.stx_mtime.tv_nsec),
        Nanoseconds(from.stx_ctime.tv_sec, from.stx_ctime.tv_nsec))
    {
        Attributes = (InodeAttributes)(from.stx_attributes & from.stx_attributes_mask) & KnownAttributes,
    };

    private const InodeAttributes KnownAttributes = InodeAttributes.Immutable | InodeAttributes.AppendOnly | InodeAttributes.Encrypted | InodeAttributes.Automount;

    // Filesystems store times that 64 bits of nanoseconds do not reach, from 2262 on: the last of these stands for them.
    internal static long Nanoseconds(long seconds, long rest) =>
        seconds >= long.MaxValue / 1_000_000_000 ? long.MaxValue : seconds <= long.MinValue / 1_000_000_000 ? long.MinValue : (seconds * 1_000_000_000) + rest;

    // Handles are used by one thread within the method that opened them, so the number cannot be reused meanwhile.
    private static int Descriptor(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static Errno Result(int returned) => returned < 0 ? LastError() : Errno.None;

    private static Errno LastError() => new(Marshal.GetLastPInvokeError());
}
