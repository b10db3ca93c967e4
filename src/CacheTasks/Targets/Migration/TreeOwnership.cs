using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// Gives a tree to its user, as root. Only directories, and plain files all of whose names lie in the tree, each judged by what was
/// opened: a name that the user put there for a file elsewhere would else hand that file over.
/// </summary>
internal sealed class TreeOwnership(ITreeChanges trees, TreeScan scan, uint user, bool protectsLinks)
{
    /// <summary>Entries that have a new owner.</summary>
    public long Given { get; private set; }

    /// <summary>Entries that keep another owner.</summary>
    public long Left { get; private set; }

    public string? FirstLeft { get; private set; }

    public void Give(SafeFileHandle root)
    {
        Change(root, "");
        Walk(root, "");
    }

    private void Walk(SafeFileHandle directory, string path)
    {
        trees.List(directory, out var entries);
        foreach (var entry in entries)
        {
            var below = path.Length == 0 ? entry.Name.Text : path + "/" + entry.Name.Text;
            if (!trees.Stat(directory, entry.Name, out var status).Succeeded)
            {
                continue;
            }
            if (status.Kind == FileKind.Directory)
            {
                Enter(directory, entry.Name, below);
            }
            else if (status.Owner != user)
            {
                GiveFile(directory, entry.Name, below, status);
            }
        }
    }

    private void Enter(SafeFileHandle parent, EntryName name, string path)
    {
        var opened = trees.OpenDirectory(parent, name, out var child);
        using (child)
        {
            if (!opened.Succeeded || !trees.Stat(child, out var status).Succeeded || status.MountId != scan.Root.MountId)
            {
                Leave(path);
                return;
            }
            Change(child, path);
            Walk(child, path);
        }
    }

    private void GiveFile(SafeFileHandle parent, EntryName name, string path, in TreeStatus seen)
    {
        if (seen.Kind != FileKind.File)
        {
            Leave(path);
            return;
        }
        var opened = trees.OpenFile(parent, name, out var file);
        using (file)
        {
            // Without the kernel's rule anybody can name anybody's file, also a second time while it is being counted.
            var whole = opened.Succeeded && trees.Stat(file, out var status).Succeeded && status.Kind == FileKind.File && scan.HasAllLinks(status)
                && (status.Links == 1 || protectsLinks);
            if (whole)
            {
                Change(file, path);
            }
            else
            {
                Leave(path);
            }
        }
    }

    private void Change(SafeFileHandle file, string path)
    {
        if (!trees.Stat(file, out var status).Succeeded || status.Owner == user)
        {
            return;
        }
        // Root's alone are given away: what belongs to a third user stays that user's.
        if (status.Owner == 0 && trees.ChangeOwner(file, user).Succeeded)
        {
            Given++;
        }
        else
        {
            Leave(path);
        }
    }

    private void Leave(string path)
    {
        Left++;
        FirstLeft ??= path;
    }
}
