using CacheTasks.Platform;
using CacheTasks.Progress;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>How many entries of a tree one user owns, and which was seen first.</summary>
internal sealed record Share(long Entries, string First);

/// <summary>
/// What is in a tree, found by one walk that follows no symlink and enters no other mount. Everything that is decided about a tree is
/// decided from this; what has changed since is told by <see cref="Digest"/>.
/// </summary>
internal sealed class TreeScan
{
    // Cargo makes trees of about six levels; a deeper one is somebody's trap for whoever walks it.
    private const int Deepest = 100;

    private readonly ITreeChanges _trees;
    private readonly WorkProgress? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<uint, Share> _owners = [];
    private readonly Dictionary<(Device, ulong), (uint Links, uint Found)> _linked = [];
    private ulong _mount;

    private TreeScan(ITreeChanges trees, WorkProgress? progress, CancellationToken cancellation)
    {
        _trees = trees;
        _progress = progress;
        _cancellation = cancellation;
    }

    public TreeStatus Root { get; private set; }

    public long Files { get; private set; }

    /// <summary>Bytes on disk, those of a file with several names once.</summary>
    public ulong Allocated { get; private set; }

    /// <summary>
    /// When something in it was last written, or a file read as far as the mount notes that, in nanoseconds since the epoch. Our own
    /// files in the root do not count, which looking at the directory reads.
    /// </summary>
    public long LastUsed { get; private set; }

    /// <summary>Owners of all entries, the root directory's included.</summary>
    public IReadOnlyDictionary<uint, Share> Owners => _owners;

    /// <summary>Why the tree is not known; the other values are then those of a part.</summary>
    public TreeFault? Fault { get; private set; }

    /// <summary>A directory on which something is mounted.</summary>
    public string? MountInside { get; private set; }

    /// <summary>A FIFO, socket or device: it can be moved but not copied.</summary>
    public string? Special { get; private set; }

    /// <summary>The first directory that another user owns: what is in it cannot be removed.</summary>
    public string? ForeignDirectory { get; private set; }

    /// <summary>
    /// Changes when any entry below the root is made, removed, renamed, written or given away: a sum over path, inode, size, owner and
    /// change time of each, which does not depend on the order of the walk. The root itself is left out: renaming it changes its times.
    /// </summary>
    public ulong Digest { get; private set; }

    public static TreeScan Of(ITreeChanges trees, SafeFileHandle root, CancellationToken cancellation = default) => Of(trees, root, null, cancellation);

    /// <param name="progress">Counts entries; null: nobody looks.</param>
    public static TreeScan Of(ITreeChanges trees, SafeFileHandle root, WorkProgress? progress, CancellationToken cancellation)
    {
        var scan = new TreeScan(trees, progress, cancellation);
        var seen = trees.Stat(root, out var status);
        if (!seen.Succeeded)
        {
            scan.Fault = new TreeFault("", "reading", seen);
            return scan;
        }
        scan.Root = status;
        scan._mount = status.MountId;
        scan.Count(status, "");
        scan.Walk(root, "", PathHash.Root, 0);
        return scan;
    }

    /// <summary>Whether every name of a file lies in the tree; a file with one name is in it wholly.</summary>
    public bool HasAllLinks(in TreeStatus file) =>
        file.Links == 1 || (_linked.TryGetValue((file.Device, file.Inode), out var counted) && counted.Found == file.Links && counted.Links == file.Links);

    /// <summary>Entries that one of these users owns.</summary>
    public long EntriesOf(Func<uint, bool> owner) => _owners.Where(pair => owner(pair.Key)).Sum(pair => pair.Value.Entries);

    private void Walk(SafeFileHandle directory, string path, ulong hash, int depth)
    {
        _cancellation.ThrowIfCancellationRequested();
        var listed = _trees.List(directory, out var entries);
        if (!listed.Succeeded)
        {
            Fault ??= new TreeFault(path, "reading", listed);
            return;
        }
        _progress?.Add(entries.Count);
        foreach (var entry in entries)
        {
            Visit(directory, entry.Name, path, hash, depth);
        }
    }

    private void Visit(SafeFileHandle directory, EntryName name, string path, ulong hash, int depth)
    {
        var seen = _trees.Stat(directory, name, out var status);
        if (!seen.Succeeded)
        {
            // Gone since it was listed is a change like any other: the digest tells it.
            Fault ??= seen == Errno.ENOENT ? null : new TreeFault(Below(path, name), "reading", seen);
            return;
        }
        var own = PathHash.Below(hash, name);
        Digest += PathHash.Mix(own, status);
        if (depth > 0 || !MoveNames.IsOurs(name.Text))
        {
            LastUsed = Math.Max(LastUsed, status.Kind == FileKind.File ? Math.Max(status.Modified, status.Accessed) : status.Modified);
        }
        Count(status, status.Owner == Root.Owner && status.Kind is FileKind.File or FileKind.Symlink ? "" : Below(path, name));
        if (status.Kind == FileKind.Directory)
        {
            Enter(directory, name, Below(path, name), own, depth + 1, status);
        }
    }

    private void Enter(SafeFileHandle parent, EntryName name, string path, ulong hash, int depth, in TreeStatus status)
    {
        if (status.MountId != _mount)
        {
            MountInside ??= path;
            return;
        }
        if (status.Owner != Root.Owner)
        {
            ForeignDirectory ??= path;
        }
        var opened = _trees.OpenDirectory(parent, name, out var child);
        using (child)
        {
            if (!opened.Succeeded || depth > Deepest)
            {
                Fault ??= new TreeFault(path, "entering", opened.Succeeded ? Errno.ELOOP : opened);
                return;
            }
            Walk(child, path, hash, depth);
        }
    }

    private void Count(in TreeStatus status, string path)
    {
        _owners[status.Owner] = _owners.TryGetValue(status.Owner, out var share) ? share with { Entries = share.Entries + 1 } : new Share(1, path);
        if (status.Kind == FileKind.Other)
        {
            Special ??= path;
        }
        var first = true;
        if (status.Kind != FileKind.Directory && status.Links > 1)
        {
            var key = (status.Device, status.Inode);
            first = !_linked.TryGetValue(key, out var counted);
            _linked[key] = (status.Links, counted.Found + 1);
        }
        Files += status.Kind == FileKind.Directory ? 0 : 1;
        Allocated += first ? status.Allocated : 0;
    }

    private static string Below(string path, EntryName name) => path.Length == 0 ? name.Text : path + "/" + name.Text;
}
