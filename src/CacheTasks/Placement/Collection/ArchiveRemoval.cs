using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Collection;

/// <summary>
/// Takes archives out of a store: each is renamed into a folder of ours beside the others, where nobody looks, and removed there at the end. What a
/// killed run leaves of it, the next run of any kind removes.
/// </summary>
internal sealed class ArchiveRemoval(CopyTools tools, SafeFileHandle store) : IDisposable
{
    private readonly Dictionary<string, (SafeFileHandle Folder, Staging Away)> _byBucket = [];

    public void Dispose()
    {
        foreach (var (folder, away) in _byBucket.Values)
        {
            away.Dispose();
            folder.Dispose();
        }
    }

    /// <param name="archive">Bucket and ID.</param>
    public Errno Remove(string archive)
    {
        var parts = archive.Split('/');
        var errno = Open(parts[0], out var folder, out var away);
        return errno.Succeeded ? tools.Trees.Rename(folder!, parts[1], away!.Handle, parts[1]) : errno;
    }

    private Errno Open(string bucket, out SafeFileHandle? folder, out Staging? away)
    {
        if (_byBucket.TryGetValue(bucket, out var known))
        {
            (folder, away) = known;
            return Errno.None;
        }
        away = null;
        var errno = CacheFolders.Open(tools.Trees, store, bucket, out var opened);
        away = errno.Succeeded ? Staging.Create(tools, opened, out errno) : null;
        folder = opened;
        if (away is null)
        {
            opened.Dispose();
            return errno;
        }
        _byBucket[bucket] = (opened, away);
        return errno;
    }
}
