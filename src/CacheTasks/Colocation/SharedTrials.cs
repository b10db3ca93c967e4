using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// What links of fresh files did on one pair holds for every other between the same mounts, subvolumes, quota projects and encryption policies, for the same
/// user. Only what worked is shared, and only on local filesystems: a failure is always looked into for its own directories.
/// </summary>
internal sealed class SharedTrials(IFileSystem files)
{
    private readonly Dictionary<(Side Cache, Side Target, uint User), Trials> _known = [];

    /// <summary>Null: it has to be tried.</summary>
    public Trials? Find(Pair pair) => Key(pair) is { } key && _known.TryGetValue(key, out var trials) ? trials : null;

    public void Add(Pair pair, Trials trials)
    {
        if (trials.CreateInCache.Succeeded && trials.CreateInTarget.Succeeded && trials.Hardlink.Succeeded && !trials.HardlinkIsSymlink && Key(pair) is { } key)
        {
            _known[key] = trials;
        }
    }

    private (Side, Side, uint)? Key(Pair pair) => SideOf(pair.Cache) is { } cache && SideOf(pair.Target) is { } target ? (cache, target, pair.User) : null;

    private Side? SideOf(Place place)
    {
        if (place.Status.MountId == 0 || !FilesystemTypes.HasHardLinks(place.FilesystemName) || !files.OpenDirectory(place.Existing, out var handle).Succeeded)
        {
            return null;
        }
        using (handle)
        {
            var details = files.Inspect(handle);
            return new Side(
                place.Status.MountId, place.Status.Device, place.Status.Attributes, details.ProjectId, details.InheritsProject, details.NoCopyOnWrite, details.EncryptionPolicy);
        }
    }

    /// <summary>One directory as far as links between it and another depend on it.</summary>
    private readonly record struct Side(
        ulong Mount, Device Subvolume, InodeAttributes Attributes, uint? Project, bool InheritsProject, bool NoCopyOnWrite, string? EncryptionPolicy);
}
