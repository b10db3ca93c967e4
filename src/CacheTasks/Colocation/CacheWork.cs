using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>
/// Tries what a tool does inside its own cache while that is still empty: symlinks that point to packages, lock files that come into being at once
/// (a rename that replaces nothing, else a hard link), files moved from one folder to another. Nothing of it is needed once the cache is warm.
/// </summary>
internal sealed class CacheWork
{
    // The lock of uv's cache; it is made once and stays.
    private const string Lock = ".lock";

    private readonly IFileSystem _files;
    private readonly SafeFileHandle _cache;

    private CacheWork(IFileSystem files, SafeFileHandle cache)
    {
        _files = files;
        _cache = cache;
    }

    /// <summary>What fails, in the order in which a tool would meet it.</summary>
    /// <param name="root">The cache itself.</param>
    public static IReadOnlyList<Failure> Try(IFileSystem files, Place root)
    {
        using var running = RunningProbes.Enter();
        if (!files.OpenDirectory(root.Existing, out var cache).Succeeded)
        {
            return [];
        }
        using (cache)
        using (var file = ProbeFile.Create(files, cache))
        {
            if (file.HasName)
            {
                Leftovers.Remove(files, cache);
            }
            var work = new CacheWork(files, cache);
            // A filesystem that has unnamed files has all the rest.
            return !file.Created.Succeeded ? [] : file.HasName ? [.. work.TryLocks(root), .. work.TrySymlink()] : [];
        }
    }

    /// <summary>
    /// Whether a sandbox lets a file go from one folder of the cache to another. A link stands for the move, since both need one right (landlock(7),
    /// LANDLOCK_ACCESS_FS_REFER); in a cache that has no two folders yet it is taken for forbidden, as it is elsewhere.
    /// </summary>
    public static bool CanMove(IFileSystem files, Place root, Place folder)
    {
        using var running = RunningProbes.Enter();
        if (folder == root || !files.OpenDirectory(root.Existing, out var from).Succeeded || !files.OpenDirectory(folder.Existing, out var into).Succeeded)
        {
            return false;
        }
        using (from)
        using (into)
        using (var file = ProbeFile.Create(files, from))
        {
            return file.Created.Succeeded && new TriedLink(files, into, name => file.Link(into, name)).Errno.Succeeded;
        }
    }

    private IEnumerable<Failure> TryLocks(Place root)
    {
        var errno = MakeLock();
        if (errno.Succeeded)
        {
            yield break;
        }
        if (!root.Exists || !_files.Stat(_cache, Lock, out _).Succeeded)
        {
            yield return new Failure(Operation.LockCache, errno);
        }
        yield return new Failure(Operation.LockPackage, errno);
    }

    private Errno MakeLock()
    {
        using var file = ProbeFile.CreateNamed(_files, _cache);
        return !file.Created.Succeeded ? file.Created : file.RenameWithin(ProbeFile.NewName()) is { Succeeded: true } renamed ? renamed
            : new TriedLink(_files, _cache, name => file.Link(_cache, name)).Errno;
    }

    private IEnumerable<Failure> TrySymlink()
    {
        var name = ProbeFile.NewName();
        var made = _files.Symlink(name, _cache, name);
        if (made.Succeeded)
        {
            _files.Remove(_cache, name);
        }
        return made.Succeeded ? [] : [new Failure(Operation.SymlinkInCache, made)];
    }
}
