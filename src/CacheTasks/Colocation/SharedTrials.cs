using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// What links of fresh files did on one pair holds for every other between the same mounts, subvolumes, quota projects and encryption policies, for the same
/// user. Only what worked is shared, and only on local filesystems: a failure is always looked into for its own directories.
/// </summary>
internal sealed class SharedTrials(IFileSystem files)
{
    private readonly Dictionary<(Side Cache, Side Target, uint User), Trials> _known = [];

    /// <param name="probe">Tries the pair, given what is known of it; null: nothing is.</param>
    public Trials Run(Pair pair, Func<Trials?, Trials> probe)
    {
        if (Key(pair) is not { } key)
        {
            return probe(null);
        }
        var isKnown = _known.TryGetValue(key, out var known);
        var trials = probe(known);
        if (!isKnown && trials.CreateInCache.Succeeded && trials.CreateInTarget.Succeeded && trials.Hardlink.Succeeded && !trials.HardlinkIsSymlink)
        {
            _known[key] = trials;
        }
        return trials;
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
