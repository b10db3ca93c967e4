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
    /// <param name="folder">The folder in it where its files lie; may be the same.</param>
    /// <param name="moves">Whether moving is in doubt.</param>
    public static IReadOnlyList<Failure> Try(IFileSystem files, Place root, Place folder, bool moves)
    {
        using var running = RunningProbes.Enter();
        if (!files.OpenDirectory(root.Existing, out var cache).Succeeded)
        {
            return [];
        }
        using (cache)
        using (var file = ProbeFile.Create(files, cache))
        {
            var work = new CacheWork(files, cache);
            // A filesystem that has unnamed files has all the rest.
            return !file.Created.Succeeded ? [] : file.HasName ? [.. work.TryLocks(root), .. work.TrySymlink()] : moves ? work.TryMove(file, root, folder) : [];
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

    // A link stands for the move, since a sandbox forbids both by one right (landlock(7), LANDLOCK_ACCESS_FS_REFER). An empty cache has no two
    // folders yet, and a sandbox tells no directory from another.
    private List<Failure> TryMove(ProbeFile file, Place root, Place folder)
    {
        if (folder == root)
        {
            return [new Failure(Operation.MoveInCache, Errno.EXDEV)];
        }
        if (!_files.OpenDirectory(folder.Existing, out var into).Succeeded)
        {
            return [];
        }
        using (into)
        {
            return new TriedLink(_files, into, name => file.Link(into, name)).Errno == Errno.EXDEV ? [new Failure(Operation.MoveInCache, Errno.EXDEV)] : [];
        }
    }
}
