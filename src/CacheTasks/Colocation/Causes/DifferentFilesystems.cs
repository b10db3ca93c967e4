using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// A hard link and a clone exist within one filesystem only (link(2), ioctl_ficlone(2): EXDEV). Told by the superblock's device
/// in mountinfo, since st_dev differs between subvolumes of one btrfs (facts/linking.md §1).
/// </summary>
internal sealed class DifferentFilesystems : Cause
{
    public override Rule Rule => Rules.DifferentFilesystems;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EXDEV && !pair.SameFilesystem
        && failure.IsCrossing && !new SharedBoundary().Explains(failure, pair);

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Cache.Path} is on {Filesystem(pair.Cache)} and {pair.Target.Path} on {Filesystem(pair.Target)}, two different filesystems";

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        $"Put the cache on the target's filesystem: set CacheDirectory to a folder below {BelowTarget(pair)} that outlives the build.",
        CopiesWanted,
    ];

    private static string Filesystem(Place place) =>
        place.Mount is { } mount ? $"{mount.FileSystem} {mount.Device} (mount {mount.Id} at {mount.MountPoint})" : $"device {place.Status.Device}";
}
