using CacheTasks.Platform;
using CacheTasks.Progress;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// Removes a tree by descriptors: a symlink is removed, never followed, and what is mounted inside is not entered, so that a name
/// which somebody swaps meanwhile cannot lead the removal elsewhere.
/// </summary>
internal sealed class TreeRemoval(ITreeChanges trees)
{
    private const uint OwnerAll = 0x1C0;
    private const int Deepest = 200;

    /// <summary>Counts files; null: nobody looks.</summary>
    public WorkProgress? Progress { get; init; }

    /// <summary>Bytes on disk that went, those of a file with several names with its last one.</summary>
    public ulong Freed { get; private set; }

    /// <returns>The first thing that stays; the rest is removed all the same. Null when nothing is left, or nothing was there.</returns>
    public TreeFault? Remove(SafeFileHandle parent, EntryName name) =>
        trees.Stat(parent, out var status).Succeeded ? Remove(parent, name, "", status.MountId, 0) : new TreeFault("", "removing", Errno.EBADF);

    private TreeFault? Remove(SafeFileHandle parent, EntryName name, string path, ulong mount, int depth)
    {
        var seen = trees.Stat(parent, name, out var status);
        if (!seen.Succeeded)
        {
            return seen == Errno.ENOENT ? null : new TreeFault(path, "removing", seen);
        }
        if (status.Kind == FileKind.Directory)
        {
            return RemoveDirectory(parent, name, path, mount, depth);
        }
        Progress?.Add(1);
        Freed += status.Links == 1 ? status.Allocated : 0;
        return Result(path, trees.RemoveFile(parent, name));
    }

    private TreeFault? RemoveDirectory(SafeFileHandle parent, EntryName name, string path, ulong mount, int depth)
    {
        var opened = trees.OpenDirectory(parent, name, out var directory);
        using (directory)
        {
            if (!opened.Succeeded || depth > Deepest)
            {
                return new TreeFault(path, "removing", opened.Succeeded ? Errno.ELOOP : opened);
            }
            if (!trees.Stat(directory, out var status).Succeeded || status.MountId != mount)
            {
                return new TreeFault(path, "removing", Errno.EXDEV);
            }
            if ((status.Mode & OwnerAll) != OwnerAll)
            {
                trees.ChangeMode(directory, status.Mode | OwnerAll);
            }
            var listed = trees.List(directory, out var entries);
            var fault = listed.Succeeded ? null : new TreeFault(path, "reading", listed);
            foreach (var entry in entries)
            {
                var left = Remove(directory, entry.Name, path.Length == 0 ? entry.Name.Text : path + "/" + entry.Name.Text, mount, depth + 1);
                fault ??= left;
            }
            if (fault is not null)
            {
                return fault;
            }
        }
        return Result(path, trees.RemoveDirectory(parent, name));
    }

    private static TreeFault? Result(string path, Errno errno) =>
        errno.Succeeded || errno == Errno.ENOENT ? null : new TreeFault(path, "removing", errno);
}
