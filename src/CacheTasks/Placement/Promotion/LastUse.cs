using CacheTasks.Placement.Caches;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Promotion;

/// <summary>
/// When an entry of a store was last used: the newest time of its pointer. The symlink is made when it is promoted; a later promotion from a cache
/// that has the entry too renews the time, at most once a day. Whoever only reads the store, as a layer or by uv itself, leaves no trace.
/// </summary>
internal static class LastUse
{
    /// <summary>For so long after a use the next one is not written down.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <returns>Null where nothing of it is in the store.</returns>
    public static DateTimeOffset? Of(ITreeChanges trees, OpenFolders stored, CacheUnit unit)
    {
        var newest = unit.InOrder
            .Select(file => stored.Open(file.Folder, make: false, out var folder).Succeeded && trees.Stat(folder, file.Name, out var status).Succeeded ? status.Modified : long.MinValue)
            .Append(long.MinValue).Max();
        return newest == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(newest / 1_000_000);
    }

    /// <summary>Of what another user promoted the time stays: setting it is for the owner (utimensat(2)).</summary>
    public static void Renew(ITreeChanges trees, OpenFolders stored, CacheUnit unit, DateTimeOffset now)
    {
        // What an index answered has the server's time, by which the newer of two is told.
        if (!unit.Archives.Any() || Of(trees, stored, unit) is not { } last || now - last <= Fresh)
        {
            return;
        }
        var time = now.ToUnixTimeMilliseconds() * 1_000_000;
        // A revision may be another one than the cache's, so that its symlink has another path; the file that leads to it has not.
        foreach (var file in unit.Key is { } key ? [key] : unit.Files.Where(file => file.Archive is not null))
        {
            if (stored.Open(file.Folder, make: false, out var folder).Succeeded)
            {
                trees.SetLinkTimes(folder, file.Name, time, time);
            }
        }
    }
}
