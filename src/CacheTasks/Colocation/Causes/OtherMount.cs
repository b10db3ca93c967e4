using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// link(2): "EXDEV oldpath and newpath are not on the same mounted filesystem. (Linux permits a filesystem to be mounted at multiple
/// points, but link() does not work across different mounts, even if the same filesystem is mounted on both.)" df and st_dev see no
/// difference; the mount ID does. Before Linux 5.18 clones do not cross mounts either. Container volumes, CI sandboxes and bind mounts are made so.
/// </summary>
internal sealed class OtherMount : Cause
{
    public override Rule Rule => Rules.OtherMount;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EXDEV && pair.SameFilesystem && !pair.SameMount
        && failure.IsCrossing && !pair.Target.IsNetwork;

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Cache.Path} and {pair.Target.Path} are on one {pair.Cache.Mount?.FileSystem ?? "filesystem"} ({pair.Cache.FilesystemDevice}) but on two mounts ({At(pair.Cache)} and {At(pair.Target)})";

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
        pair.WayOut is { } way ? [ThroughOneMount(way), CopiesWanted] :
        [
            $"Reach both through one mount: set CacheDirectory to a folder below {BelowTarget(pair)}, or mount one common parent instead of two folders.",
            CopiesWanted,
        ];

    /// <summary>Nothing has to be moved or mounted: the same directory has another path.</summary>
    public static string ThroughOneMount(CommonMount way) => way.MovesTarget
        ? $"Reach both through {way.Mount.MountPoint} (mount {way.Mount.Id}), where links work: set CacheDirectory=\"{way.Cache}\" and TargetDirectory=\"{way.Target}\", which are the same directories."
        : $"Reach the cache through {way.Mount.MountPoint}, where links work: set CacheDirectory=\"{way.Cache}\", which is the same directory, or Placement=\"colocate\".";

    private static string At(Place place) => $"{place.Status.MountId} at {place.Mount?.MountPoint ?? place.Existing}";
}
