using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// A filesystem that knows no hard link: link(2) says EPERM, FUSE also ENOSYS, EOPNOTSUPP or EIO (vfat, exfat, rclone, sshfs with disable_hardlink).
/// Told from a policy by the type: the great local filesystems all have links.
/// </summary>
internal sealed class NoHardLinks : Cause
{
    private static readonly Errno[] Refusals = [Errno.EPERM, Errno.EOPNOTSUPP, Errno.ENOSYS, Errno.EIO, Errno.EACCES, Errno.EINVAL];

    public override Rule Rule => Rules.NoHardLinks;

    public override bool Explains(Failure failure, Pair pair) =>
        Refusals.Contains(failure.Errno) && !FilesystemTypes.HasHardLinks(pair.PlaceOf(failure).FilesystemName)
        && failure.Operation == Operation.Hardlink && pair.Links.WorkNowhere;

    public override string Describe(Failure failure, Pair pair) => $"{pair.Target.FilesystemName} at {BelowTarget(pair)} (mount {pair.Target.Status.MountId}) has no hard links ({failure.Errno.Name}, also within one directory)";

    public override string Check(Failure failure, Pair pair) => TryLink(pair.Target, pair.Target);

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) =>
        Mounts(pair, ("errno", failure.Errno.Name), ("targetOptions", pair.Target.Mount?.SuperOptions ?? ""));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        "Put cache and target on a filesystem with hard links or clones (ext4, xfs, btrfs): set CacheDirectory and TargetDirectory.",
        CopiesWanted,
    ];
}
