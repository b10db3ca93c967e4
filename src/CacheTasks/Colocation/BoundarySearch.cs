using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// Finds the directory at which a server's boundary lies when the client sees none: walks up from one side and links a fresh file of the other into
/// each parent. Creates only in directories that belong to this user; what lies above those stays unknown.
/// </summary>
internal static class BoundarySearch
{
    // The top directory of a btrfs subvolume, also as a client sees it (btrfs(5)).
    private const ulong SubvolumeRoot = 256;
    private const int MostLevels = 64;

    public static LinkTests Complete(IFileSystem files, Pair pair, LinkTests links)
    {
        using var running = RunningProbes.Enter();
        if (!files.OpenDirectory(pair.Cache.Existing, out var cache).Succeeded || !files.OpenDirectory(pair.Target.Existing, out var target).Succeeded)
        {
            return links;
        }
        using (cache)
        using (target)
        using (var fromCache = ProbeFile.Create(files, cache))
        using (var fromTarget = ProbeFile.Create(files, target))
        {
            return links with
            {
                TargetBoundary = FindSubvolume(files, pair.Target) ?? (fromCache.Created.Succeeded ? FindLast(files, fromCache, pair.Target, pair.User) : null),
                CacheBoundary = FindSubvolume(files, pair.Cache) ?? (fromTarget.Created.Succeeded ? FindLast(files, fromTarget, pair.Cache, pair.User) : null),
            };
        }
    }

    /// <summary>The last directory, going up, into which the file cannot be linked although its parent takes it.</summary>
    private static string? FindLast(IFileSystem files, ProbeFile file, Place place, uint user)
    {
        var last = place.Existing;
        for (var level = 0; level < MostLevels && Path.GetDirectoryName(last) is { } parent; level++)
        {
            if (!files.Stat(parent, followLink: true, out var status).Succeeded || status.Owner != user || status.MountId != place.Status.MountId
                || (status.Attributes & InodeAttributes.AppendOnly) != 0 || !files.OpenDirectory(parent, out var handle).Succeeded)
            {
                return null;
            }
            using (handle)
            {
                Leftovers.Remove(files, handle);
                var linked = new TriedLink(files, handle, name => file.Link(handle, name)).Errno;
                if (linked.Succeeded)
                {
                    return last;
                }
                if (linked != Errno.EXDEV)
                {
                    return null;
                }
            }
            last = parent;
        }
        return null;
    }

    // The mount's own root can be a subvolume as well; it is the place to be, not a boundary.
    private static string? FindSubvolume(IFileSystem files, Place place)
    {
        for (var at = place.Existing; at is not null && at != place.Mount?.MountPoint; at = Path.GetDirectoryName(at))
        {
            if (files.Stat(at, followLink: true, out var status).Succeeded && status.Inode == SubvolumeRoot && status.MountId == place.Status.MountId)
            {
                return at;
            }
        }
        return null;
    }
}
