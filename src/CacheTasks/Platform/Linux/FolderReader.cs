using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using static CacheTasks.Platform.Linux.LibC;

namespace CacheTasks.Platform.Linux;

/// <summary>
/// Reads one folder of a scan: names from getdents64(2), of each its owner by one statx(2), and for an entry of another user whether this
/// one may change it. A large folder is shared: while one thread looks at a block of names, another reads the next.
/// </summary>
internal sealed unsafe class FolderReader(ScanRequest request, ScanTally tally, FileStatus root, Action<ScannedFolder> add)
{
    private const int BlockSize = 32 * 1024;
    private const int StatFlags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
    private const uint StatFields = STATX_TYPE | STATX_MODE | STATX_NLINK | STATX_UID | STATX_MNT_ID;

    // struct linux_dirent64: ino 8, off 8, reclen 2, type 1, name.
    private const int LengthOffset = 16;
    private const int NameOffset = 19;

    public void Read(ScannedFolder folder)
    {
        if (!folder.IsOpen)
        {
            var opened = tally.IsOver ? Errno.ENOENT : folder.Open();
            folder.ReleaseParent();
            if (!opened.Succeeded)
            {
                if (opened == Errno.EACCES)
                {
                    tally.AddUnreadable(() => folder.PathOf(default));
                }
                return;
            }
        }
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            ReadBlocks(folder, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void ReadBlocks(ScannedFolder folder, byte[] buffer)
    {
        while (true)
        {
            int length;
            fixed (byte* start = buffer)
            {
                length = tally.IsOver ? 0 : (int)getdents64(folder.Descriptor, start, (nuint)buffer.Length);
            }
            if (length <= 0)
            {
                folder.EndListing();
                return;
            }
            // A full block is seldom the last.
            var shared = length > buffer.Length / 2;
            if (shared)
            {
                folder.Use();
                add(folder);
            }
            LookAt(folder, buffer, length);
            if (shared)
            {
                folder.Release();
                return;
            }
        }
    }

    private void LookAt(ScannedFolder folder, byte[] buffer, int length)
    {
        var entries = 0;
        fixed (byte* start = buffer)
        {
            for (var at = 0; at < length; at += BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthOffset)))
            {
                var name = start + at + NameOffset;
                if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0)))
                {
                    continue;
                }
                entries++;
                LookAt(folder, name);
            }
        }
        tally.Count(entries);
    }

    private void LookAt(ScannedFolder folder, byte* name)
    {
        Statx status;
        if (statx(folder.Descriptor, name, StatFlags, StatFields, &status) != 0)
        {
            var errno = new Errno(Marshal.GetLastPInvokeError());
            if ((errno != Errno.EPERM && errno != Errno.ENOSYS) || !OldStatus.TryFill(folder.Descriptor, Text(name), &status))
            {
                return;
            }
        }
        var kind = LinuxFileSystem.KindOf(status.stx_mode);
        if (status.stx_uid != request.User)
        {
            Judge(folder, Bytes(name), kind, status.stx_uid, status.stx_mode, status.stx_nlink, isRoot: false);
        }
        if (kind == FileKind.Directory && IsOnSameMount(status))
        {
            folder.Use();
            add(new ScannedFolder(folder, [.. Bytes(name), 0], status.stx_uid, status.stx_mode));
        }
    }

    // By mount ID where the kernel tells it; else by device, which leaves out btrfs subvolumes too.
    private bool IsOnSameMount(in Statx status) => (status.stx_mask & STATX_MNT_ID) != 0 && root.MountId != 0
        ? status.stx_mnt_id == root.MountId
        : new Device(status.stx_dev_major, status.stx_dev_minor) == root.Device;

    /// <summary>Counts an entry of another user.</summary>
    /// <param name="name">With a NUL behind it; of the root the folder itself.</param>
    public void Judge(ScannedFolder folder, ReadOnlySpan<byte> name, FileKind kind, uint owner, uint mode, uint links, bool isRoot)
    {
        if (owner == request.User)
        {
            return;
        }
        var obstacle = Find(folder, name, kind, isRoot);
        if (obstacle != Obstacle.None && kind != FileKind.Directory && request.IsTolerated(Encoding.UTF8.GetString(name)))
        {
            obstacle = Obstacle.None;
        }
        var entry = new ForeignEntry(tally.Wants(obstacle) ? folder.PathOf(isRoot ? default : name) : "", kind, owner, mode & 0xFFF, links, obstacle);
        tally.AddForeign(entry);
    }

    private Obstacle Find(ScannedFolder folder, ReadOnlySpan<byte> name, FileKind kind, bool isRoot)
    {
        // What a symlink points to is another entry, or none of the tree.
        if (kind is FileKind.File or FileKind.Directory)
        {
            fixed (byte* path = name)
            {
                var wanted = kind == FileKind.Directory ? W_OK | X_OK : R_OK | W_OK;
                // Other errors, such as EROFS, are nothing that an owner could help.
                if (faccessat(folder.Descriptor, path, wanted, AT_EACCESS | AT_SYMLINK_NOFOLLOW) != 0 && Marshal.GetLastPInvokeError() == Errno.EACCES.Number)
                {
                    return Obstacle.NotWritable;
                }
            }
        }
        // A folder need not be removed. Root may remove anything.
        return !isRoot && kind != FileKind.Directory && folder.IsSticky && folder.Owner != request.User && request.User != 0 ? Obstacle.Sticky : Obstacle.None;
    }

    private static ReadOnlySpan<byte> Bytes(byte* name) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);

    private static string Text(byte* name) => Encoding.UTF8.GetString(Bytes(name));
}
