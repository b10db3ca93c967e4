using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>The calls of <see cref="ITreeChanges"/> on Linux. Each reads errno on the line after its call.</summary>
internal sealed unsafe class LinuxTrees : ITreeChanges
{
    private const int OpenToRead = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    private const uint OwnerOnly = 0x1C0;
    private const uint SameGroup = uint.MaxValue;

    public Errno OpenDirectory(string path, out SafeFileHandle handle) => Open(AT_FDCWD, path, OpenToRead | O_DIRECTORY | O_NOFOLLOW, out handle);

    public Errno OpenDirectory(SafeFileHandle parent, EntryName name, out SafeFileHandle handle) =>
        Open(Descriptor(parent), name, OpenToRead | O_DIRECTORY | O_NOFOLLOW, out handle);

    public Errno OpenFile(SafeFileHandle parent, EntryName name, out SafeFileHandle handle) =>
        Open(Descriptor(parent), name, OpenToRead | O_NOFOLLOW, out handle);

    public Errno OpenFileToLock(SafeFileHandle parent, EntryName name, out SafeFileHandle handle) =>
        Open(Descriptor(parent), name, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, out handle);

    public Errno CreateFile(SafeFileHandle parent, EntryName name, out SafeFileHandle handle) =>
        Open(Descriptor(parent), name, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR | O_CLOEXEC, out handle);

    public Errno Stat(SafeFileHandle file, out TreeStatus status) => StatAt(Descriptor(file), "", AT_EMPTY_PATH, out status);

    public Errno Stat(SafeFileHandle parent, EntryName name, out TreeStatus status) =>
        StatAt(Descriptor(parent), name, AT_SYMLINK_NOFOLLOW, out status);

    public Errno List(SafeFileHandle directory, out IReadOnlyList<TreeEntry> entries)
    {
        var found = new List<TreeEntry>();
        entries = found;
        if (lseek64(Descriptor(directory), 0, SEEK_SET) < 0)
        {
            return LastError();
        }
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (true)
            {
                nint read;
                fixed (byte* start = buffer)
                {
                    read = getdents64(Descriptor(directory), start, (nuint)buffer.Length);
                }
                if (read <= 0)
                {
                    return read < 0 ? LastError() : Errno.None;
                }
                Take(buffer.AsSpan(0, (int)read), found);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Errno MakeDirectory(SafeFileHandle parent, EntryName name)
    {
        fixed (byte* path = name)
        {
            return Result(mkdirat(Descriptor(parent), path, OwnerOnly));
        }
    }

    public Errno ReadLink(SafeFileHandle parent, EntryName name, out byte[] content)
    {
        // PATH_MAX: no symlink is longer (symlink(7)).
        var buffer = new byte[4097];
        nint length;
        fixed (byte* path = name)
        fixed (byte* start = buffer)
        {
            length = readlinkat(Descriptor(parent), path, start, (nuint)(buffer.Length - 1));
        }
        content = length < 0 ? [0] : [.. buffer.AsSpan(0, (int)length), 0];
        return length < 0 ? LastError() : Errno.None;
    }

    public Errno Symlink(byte[] content, SafeFileHandle parent, EntryName name)
    {
        fixed (byte* target = content)
        fixed (byte* path = name)
        {
            return Result(symlinkat(target, Descriptor(parent), path));
        }
    }

    public Errno Link(SafeFileHandle fromParent, EntryName fromName, SafeFileHandle toParent, EntryName toName)
    {
        fixed (byte* from = fromName)
        fixed (byte* to = toName)
        {
            return Result(linkat(Descriptor(fromParent), from, Descriptor(toParent), to, 0));
        }
    }

    public Errno CopyContents(SafeFileHandle from, SafeFileHandle to, ulong size) => FileContents.Copy(Descriptor(from), Descriptor(to), (long)size);

    public Errno SetTimes(SafeFileHandle file, long accessed, long modified)
    {
        var times = stackalloc Timespec[] { Time(accessed), Time(modified) };
        return Result(futimens(Descriptor(file), times));
    }

    public Errno SetLinkTimes(SafeFileHandle parent, EntryName name, long accessed, long modified)
    {
        var times = stackalloc Timespec[] { Time(accessed), Time(modified) };
        fixed (byte* path = name)
        {
            return Result(utimensat(Descriptor(parent), path, times, AT_SYMLINK_NOFOLLOW));
        }
    }

    public Errno ChangeMode(SafeFileHandle file, uint mode) => Result(fchmod(Descriptor(file), mode));

    public Errno ChangeOwner(SafeFileHandle file, uint user) => Result(fchown(Descriptor(file), user, SameGroup));

    public Errno RemoveFile(SafeFileHandle parent, EntryName name) => Remove(parent, name, 0);

    public Errno RemoveDirectory(SafeFileHandle parent, EntryName name) => Remove(parent, name, AT_REMOVEDIR);

    public Errno Rename(SafeFileHandle fromParent, EntryName fromName, SafeFileHandle toParent, EntryName toName)
    {
        fixed (byte* from = fromName)
        fixed (byte* to = toName)
        {
            var renamed = Result(renameat2(Descriptor(fromParent), from, Descriptor(toParent), to, RENAME_NOREPLACE));
            return renamed == Errno.EINVAL ? Result(renameat2(Descriptor(fromParent), from, Descriptor(toParent), to, 0)) : renamed;
        }
    }

    public Errno Sync(SafeFileHandle directory) => Result(syncfs(Descriptor(directory)));

    private static Errno Remove(SafeFileHandle parent, EntryName name, int flags)
    {
        fixed (byte* path = name)
        {
            return Result(unlinkat(Descriptor(parent), path, flags));
        }
    }

    // struct linux_dirent64: ino 8, off 8, reclen 2, type 1, name.
    private static void Take(ReadOnlySpan<byte> block, List<TreeEntry> found)
    {
        for (var at = 0; at < block.Length; at += BinaryPrimitives.ReadUInt16LittleEndian(block[(at + 16)..]))
        {
            var name = block[(at + 19)..];
            name = name[..(name.IndexOf((byte)0) + 1)];
            if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
            {
                found.Add(new TreeEntry(new EntryName(name.ToArray()), DirectoryNames.KindOf(block[at + 18])));
            }
        }
    }

    private static Errno Open(int directory, EntryName name, int flags, out SafeFileHandle handle)
    {
        fixed (byte* path = name)
        {
            int descriptor;
            Errno errno;
            do
            {
                descriptor = openat(directory, path, flags, 0x180);
                errno = descriptor < 0 ? LastError() : Errno.None;
            }
            while (errno == Errno.EINTR);
            handle = new SafeFileHandle(descriptor, ownsHandle: true);
            return errno;
        }
    }

    private static Errno StatAt(int directory, EntryName name, int flags, out TreeStatus status)
    {
        Statx from;
        Errno errno;
        fixed (byte* path = name)
        {
            errno = Result(statx(directory, path, flags, STATX_BASIC_STATS | STATX_MNT_ID, &from));
        }
        status = !errno.Succeeded ? default : new TreeStatus(
            LinuxFileSystem.KindOf(from.stx_mode),
            new Device(from.stx_dev_major, from.stx_dev_minor),
            from.stx_ino,
            (from.stx_mask & STATX_MNT_ID) != 0 ? from.stx_mnt_id : MountIdOf(directory, name, flags, from.stx_mode),
            from.stx_uid,
            from.stx_gid,
            from.stx_mode & 0xFFFu,
            from.stx_nlink,
            from.stx_size,
            from.stx_blocks * 512,
            LinuxFileSystem.Nanoseconds(from.stx_atime.tv_sec, from.stx_atime.tv_nsec),
            LinuxFileSystem.Nanoseconds(from.stx_mtime.tv_sec, from.stx_mtime.tv_nsec),
            LinuxFileSystem.Nanoseconds(from.stx_ctime.tv_sec, from.stx_ctime.tv_nsec));
        return errno;
    }

    // Before Linux 5.8 the call does not tell it; only of directories is it worth the detour, since a walk goes into nothing else.
    private static ulong MountIdOf(int directory, EntryName name, int flags, uint mode) =>
        LinuxFileSystem.KindOf(mode) == FileKind.Directory ? OldStatus.MountIdOf(directory, name.Text, flags) : 0;

    // Before the epoch the seconds are negative and the nanoseconds still count upwards.
    private static Timespec Time(long nanoseconds)
    {
        var rest = ((nanoseconds % 1_000_000_000) + 1_000_000_000) % 1_000_000_000;
        return new Timespec { tv_sec = (nanoseconds - rest) / 1_000_000_000, tv_nsec = rest };
    }

    private static int Descriptor(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static Errno Result(int returned) => returned < 0 ? LastError() : Errno.None;

    private static Errno LastError() => new(Marshal.GetLastPInvokeError());
}
