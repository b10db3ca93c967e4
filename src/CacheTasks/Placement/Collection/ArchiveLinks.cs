using CacheTasks.Placement.Promotion;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Collection;

/// <summary>
/// Finds every symlink of a store that leads to an archive, in whatever folder: uv's own environments have such too, and its pruning counts
/// them as references.
/// </summary>
internal sealed class ArchiveLinks(ITreeChanges trees, CancellationToken cancellation)
{
    // An unpacked source tree may be that deep.
    private const int Deepest = 100;

    // A bucket, and what of it stands for an index, stay.
    private const int LeastDepthOfPackages = 3;

    private readonly List<UnitFile> _found = [];
    private readonly List<string> _empty = [];

    public IReadOnlyList<UnitFile> Found => _found;

    /// <summary>Folders of packages, in which a killed run left nothing.</summary>
    public IReadOnlyList<string> EmptyFolders => _empty;

    /// <summary>The first that could not be read: then nobody knows what is in use.</summary>
    public TreeFault? Fault { get; private set; }

    public void Find(SafeFileHandle store) => Walk(store, "", 0);

    private void Walk(SafeFileHandle folder, string path, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        var listed = trees.List(folder, out var entries);
        if (!listed.Succeeded || depth > Deepest)
        {
            Fault ??= new TreeFault(path, "reading", listed.Succeeded ? Errno.ELOOP : listed);
            return;
        }
        if (entries.Count == 0 && depth >= LeastDepthOfPackages && IsOfPointers(path.Split('/')))
        {
            _empty.Add(path);
        }
        foreach (var entry in entries)
        {
            Visit(folder, entry, path, depth);
        }
    }

    private void Visit(SafeFileHandle folder, TreeEntry entry, string path, int depth)
    {
        var name = entry.Name.Text;
        var kind = trees.KindOf(folder, entry);
        if (kind == FileKind.Symlink && depth == 0 && UvCacheScan.IsBucket(name))
        {
            // Nothing is followed out of a store, so what lies there would count as nothing.
            Note(name, Errno.ELOOP);
        }
        else if (kind == FileKind.Symlink)
        {
            Add(path, name, trees.ReadLink(folder, entry.Name, out var content), content);
        }
        else if (kind == FileKind.Directory && !(depth == 0 && UvCacheScan.IsBucket(name, UvCacheScan.Archives)))
        {
            var opened = trees.OpenDirectory(folder, entry.Name, out var child);
            using (child)
            {
                if (opened.Succeeded)
                {
                    Walk(child, path.Length == 0 ? name : path + "/" + name, depth + 1);
                }
                else
                {
                    Note(path + "/" + name, opened);
                }
            }
        }
    }

    // Below a revision are unpacked sources, in which an empty folder may have its sense.
    private static bool IsOfPointers(string[] folders) =>
        UvCacheScan.IsBucket(folders[0], UvCacheScan.Wheels) || (UvCacheScan.IsBucket(folders[0], UvCacheScan.Built) && folders.Length <= UvCacheScan.RevisionDepth(folders));

    private void Add(string path, string name, Errno errno, byte[] content)
    {
        if (!errno.Succeeded)
        {
            Note(path + "/" + name, errno);
        }
        else if (UvCacheScan.ArchiveOf(content) is { } archive)
        {
            _found.Add(new UnitFile(path, name, archive));
        }
    }

    // What is gone since it was listed leads to nothing.
    private void Note(string path, Errno errno) => Fault ??= errno == Errno.ENOENT ? null : new TreeFault(path.TrimStart('/'), "reading", errno);
}
