using CacheTasks.Platform;
using CacheTasks.Progress;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// Copies a tree so that a tool which compares times sees no difference: times to the nanosecond, permissions, symlinks as they are,
/// holes, and files with several names as such, which a tool would else have twice. No file is ever linked between the two trees: a
/// build in one would change the other.
/// </summary>
/// <param name="scan">Of the tree that is copied.</param>
/// <param name="owner">Whose files they become; null: this process's.</param>
internal sealed class TreeCopy(ITreeChanges trees, TreeScan scan, uint? owner, CancellationToken cancellation)
{
    private const uint Permissions = 0x1FF;

    /// <summary>Counts files; null: nobody looks.</summary>
    public WorkProgress? Progress { get; init; }

    private readonly Dictionary<(Device, ulong), EntryName> _first = [];
    private SafeFileHandle _root = null!;

    /// <param name="to">Empty.</param>
    public TreeFault? Copy(SafeFileHandle from, SafeFileHandle to)
    {
        _root = to;
        return CopyDirectory(from, to, "");
    }

    private TreeFault? CopyDirectory(SafeFileHandle from, SafeFileHandle to, EntryName path)
    {
        cancellation.ThrowIfCancellationRequested();
        var listed = trees.List(from, out var entries);
        if (!listed.Succeeded)
        {
            return new TreeFault(path.Text, "reading", listed);
        }
        foreach (var entry in entries)
        {
            if (CopyEntry(from, to, entry.Name, path) is { } fault)
            {
                return fault;
            }
        }
        // Last: making entries changes the time, and a directory may forbid its owner to make any.
        var seen = trees.Stat(from, out var status);
        return Fault(path, seen.Succeeded ? Finish(to, status) : seen);
    }

    private TreeFault? CopyEntry(SafeFileHandle from, SafeFileHandle to, EntryName name, EntryName parent)
    {
        var path = parent.Below(name);
        var seen = trees.Stat(from, name, out var status);
        if (!seen.Succeeded)
        {
            return new TreeFault(path.Text, "reading", seen);
        }
        Progress?.Add(status.Kind == FileKind.Directory ? 0 : 1);
        return status.Kind switch
        {
            FileKind.Directory => EnterDirectory(from, to, name, path),
            FileKind.File => CopyFile(from, to, name, path),
            FileKind.Symlink => Fault(path, CopySymlink(from, to, name, status)),
            // A FIFO, socket or device holds nothing that a copy could have.
            _ => new TreeFault(path.Text, "copying", Errno.EOPNOTSUPP),
        };
    }

    private TreeFault? EnterDirectory(SafeFileHandle from, SafeFileHandle to, EntryName name, EntryName path)
    {
        var opened = trees.OpenDirectory(from, name, out var source);
        using (source)
        {
            if (!opened.Succeeded)
            {
                return new TreeFault(path.Text, "reading", opened);
            }
            var made = trees.MakeDirectory(to, name);
            var entered = made.Succeeded ? trees.OpenDirectory(to, name, out var target) : NoHandle.After(made, out target);
            using (target)
            {
                return entered.Succeeded ? CopyDirectory(source, target, path) : Fault(path, entered);
            }
        }
    }

    private TreeFault? CopyFile(SafeFileHandle from, SafeFileHandle to, EntryName name, EntryName path)
    {
        var opened = trees.OpenFile(from, name, out var source);
        using (source)
        {
            var errno = opened.Succeeded ? trees.Stat(source, out var status) : Unread(opened, out status);
            if (!errno.Succeeded)
            {
                return new TreeFault(path.Text, "reading", errno);
            }
            // What was put there since the walk, or is somebody else's through another name, is not handed to another owner.
            if (status.Kind != FileKind.File || (owner is { } user && status.Owner != user && !scan.HasAllLinks(status)))
            {
                return new TreeFault(path.Text, "copying", Errno.EPERM);
            }
            // Where the link fails (EMLINK, a name that is no UTF-8), a second file is as good and only larger.
            if (status.Links > 1 && _first.TryGetValue((status.Device, status.Inode), out var known) && trees.Link(_root, known, to, name).Succeeded)
            {
                return null;
            }
            errno = Create(source, to, name, status);
            if (errno.Succeeded && status.Links > 1)
            {
                _first[(status.Device, status.Inode)] = path;
            }
            return Fault(path, errno);
        }
    }

    private Errno Create(SafeFileHandle source, SafeFileHandle to, EntryName name, in TreeStatus status)
    {
        var created = trees.CreateFile(to, name, out var target);
        using (target)
        {
            if (!created.Succeeded)
            {
                return created;
            }
            var copied = trees.CopyContents(source, target, status.Size);
            return copied.Succeeded ? Finish(target, status) : copied;
        }
    }

    private Errno CopySymlink(SafeFileHandle from, SafeFileHandle to, EntryName name, in TreeStatus status)
    {
        var errno = trees.ReadLink(from, name, out var content);
        errno = errno.Succeeded ? trees.Symlink(content, to, name) : errno;
        return errno.Succeeded ? trees.SetLinkTimes(to, name, status.Accessed, status.Modified) : errno;
    }

    private Errno Finish(SafeFileHandle target, in TreeStatus status)
    {
        var errno = owner is { } user ? trees.ChangeOwner(target, user) : Errno.None;
        errno = errno.Succeeded ? trees.ChangeMode(target, status.Mode & Permissions) : errno;
        return errno.Succeeded ? trees.SetTimes(target, status.Accessed, status.Modified) : errno;
    }

    private static TreeFault? Fault(EntryName path, Errno errno) => errno.Succeeded ? null : new TreeFault(path.Text, "copying", errno);

    private static Errno Unread(Errno errno, out TreeStatus status)
    {
        status = default;
        return errno;
    }
}
