using CacheTasks.Placement.Caches;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Collection;

/// <summary>
/// Removes the pointers of an entry, in the reverse of the order in which a promotion writes them: the file by which it is found goes first, so
/// that whoever reads the store finds all of it or nothing. What a killed run leaves is an entry without an archive, or a stray symlink.
/// </summary>
internal sealed class EntryRemoval(CopyTools tools, SafeFileHandle store, OpenFolders stored)
{
    /// <returns>What kept it from being removed: then its archives are still in use.</returns>
    public Errno Remove(StoreEntry entry)
    {
        var leading = entry.Unit.Files.Where(file => file.Archive is not null);
        foreach (var file in entry.Unit.Key is { } key ? leading.Prepend(key) : leading)
        {
            var errno = Remove(file);
            if (!errno.Succeeded)
            {
                return errno;
            }
        }
        if (entry.IsWheel)
        {
            RemoveRest(entry.Unit);
        }
        else
        {
            RemoveFolders(entry);
        }
        RemoveEmpty(entry.Folder);
        return Errno.None;
    }

    public Errno Remove(UnitFile file)
    {
        var errno = stored.Open(file.Folder, make: false, out var folder);
        errno = errno.Succeeded ? tools.Trees.RemoveFile(folder, file.Name) : errno;
        return errno == Errno.ENOENT ? Errno.None : errno;
    }

    /// <summary>What a killed run left: a symlink of a wheel, or a revision of a source distribution, which is a folder of its own.</summary>
    public Errno RemoveStray(UnitFile file)
    {
        var errno = Remove(file);
        if (errno.Succeeded && UvCacheScan.IsBucket(file.Folder.Split('/')[0], UvCacheScan.Built))
        {
            InParent(file.Folder, (parent, name) => new TreeRemoval(tools.Trees).Remove(parent, name));
        }
        return errno;
    }

    // Wheels of other versions lie in the same folder.
    private void RemoveRest(CacheUnit unit)
    {
        foreach (var file in unit.Files.Where(file => file.Archive is null))
        {
            Remove(file);
        }
        var one = unit.InOrder.First();
        Remove(one with { Name = UvCacheScan.Stem(one.Name) + CacheLock.OfTheTool });
    }

    // A revision's folder may hold unpacked sources where uv itself has worked in the store.
    private void RemoveFolders(StoreEntry entry)
    {
        foreach (var path in entry.Unit.Files.Select(file => file.Folder).Append(entry.Folder).Distinct().Where(path => path != entry.Folder || entry.Unit.Key is null))
        {
            InParent(path, (parent, name) => new TreeRemoval(tools.Trees).Remove(parent, name));
        }
        if (entry.Unit.Key is { } key)
        {
            Remove(key with { Name = CacheLock.OfTheTool });
        }
    }

    // A folder in which something is left stays (ENOTEMPTY).
    public void RemoveEmpty(string path) => InParent(path, (parent, name) => tools.Trees.RemoveDirectory(parent, name));

    private void InParent(string path, Action<SafeFileHandle, string> act)
    {
        // A bucket stays.
        if (path.LastIndexOf('/') is not (> 0 and var slash))
        {
            return;
        }
        var opened = CacheFolders.Open(tools.Trees, store, path.Substring(0, slash), out var parent);
        using (parent)
        {
            if (opened.Succeeded)
            {
                act(parent, path.Substring(slash + 1));
            }
        }
    }
}
