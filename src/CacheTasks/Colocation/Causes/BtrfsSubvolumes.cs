using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// Each subvolume and snapshot of a btrfs is a tree of its own: a hard link does not leave it (btrfs-subvolume(8), EXDEV), a clone does. Under one
/// mount the device numbers of the directories tell.
/// </summary>
internal sealed class BtrfsSubvolumes : Cause
{
    public override Rule Rule => Rules.BtrfsSubvolumes;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EXDEV && failure.IsLink && pair.Cache.IsOn("btrfs") && pair.Target.IsOn("btrfs") && pair.SameFilesystem && !pair.SameDevice;

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Cache.Path} and {pair.Target.Path} are in two subvolumes of one btrfs ({pair.Cache.FilesystemDevice}; st_dev {pair.Cache.Status.Device} and {pair.Target.Status.Device})";

    public override string Check(Failure failure, Pair pair) => $"stat -c '%n %d' {pair.Cache.Named} {pair.Target.Named}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) =>
        Mounts(pair, ("cacheSubvolume", pair.Cache.Status.Device.ToString()), ("targetSubvolume", pair.Target.Status.Device.ToString()));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
        pair.Clones
            ? ["Clones cross subvolumes and cost no space: set LinkMode=\"clone\".", IntoSubvolume]
            : [IntoSubvolume, CopiesWanted];

    private const string IntoSubvolume = "For hard links put the cache into the target's subvolume: set CacheDirectory.";
}
