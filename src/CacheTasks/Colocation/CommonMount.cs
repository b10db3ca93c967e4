using System.Text;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// The cache, and where needed the target, reached through one mount of their filesystem, by which they can be linked: two bind mounts
/// of one filesystem forbid links only between each other (link(2), EXDEV).
/// </summary>
/// <param name="Mount">The mount that covers both.</param>
/// <param name="Cache">The same directory through that mount.</param>
/// <param name="Target">Likewise.</param>
/// <param name="MovesTarget">The target's own path is on another mount, so that it would have to be said anew as well.</param>
internal sealed record CommonMount(MountInfo Mount, string Cache, string Target, bool MovesTarget)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Every way through a mount, the ones that leave the target's path alone first. Not tried yet.</summary>
    public static IEnumerable<CommonMount> Find(IFileSystem files, MountTable mounts, Place cache, Place target)
    {
        if (cache.Mount is not { } from || target.Mount is not { } to || InFilesystem(files, cache, from) is not { } cachePath || InFilesystem(files, target, to) is not { } targetPath)
        {
            yield break;
        }
        foreach (var mount in mounts.OfFilesystem(to.Device).OrderByDescending(mount => mount.Id == to.Id).ThenByDescending(mount => mount.Id == from.Id))
        {
            if (!mount.IsReadOnly && Through(mount, cachePath) is { } newCache && Through(mount, targetPath) is { } newTarget
                && LeadsTo(files, newCache, cache, mount) && LeadsTo(files, newTarget, target, mount))
            {
                yield return new CommonMount(mount, newCache + Missing(cache), newTarget + Missing(target), mount.Id != to.Id);
            }
        }
    }

    // What does not exist yet of the path.
    private static string Missing(Place place) => place.Path.Substring(place.Existing.Length);

    /// <summary>The directory's path from the root of its filesystem: the mount's root, then what follows the mount point.</summary>
    private static byte[]? InFilesystem(IFileSystem files, Place place, MountInfo mount)
    {
        if (!files.OpenDirectory(place.Existing, out var handle).Succeeded)
        {
            return null;
        }
        using (handle)
        {
            var path = files.PathOf(handle) is { } real ? Encoding.UTF8.GetBytes(real) : null;
            var point = mount.PointBytes();
            return path is not null && Below(path, point) is { } rest ? Join(mount.RootBytes(), rest) : null;
        }
    }

    private static string? Through(MountInfo mount, byte[] path)
    {
        if (Below(path, mount.RootBytes()) is not { } rest)
        {
            return null;
        }
        try
        {
            // A path that is not UTF-8 cannot be said to a tool through an environment of .NET.
            return Strict.GetString(Join(mount.PointBytes(), rest));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Another mount may cover what the table promises, and a removed root ("//deleted") leads nowhere.
    private static bool LeadsTo(IFileSystem files, string path, Place place, MountInfo mount) =>
        files.Stat(path, followLink: true, out var status).Succeeded && status.IsSameFile(place.Status) && status.MountId == mount.Id;

    private static byte[]? Below(byte[] path, byte[] parent)
    {
        if (parent.Length == 1)
        {
            return path.Length == 1 ? [] : path;
        }
        var isBelow = path.Length >= parent.Length && path.AsSpan(0, parent.Length).SequenceEqual(parent) && (path.Length == parent.Length || path[parent.Length] == (byte)'/');
        return isBelow ? path.AsSpan(parent.Length).ToArray() : null;
    }

    private static byte[] Join(byte[] parent, byte[] rest) => rest.Length == 0 ? parent : parent.Length == 1 ? rest : [.. parent, .. rest];
}
