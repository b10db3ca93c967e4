using CacheTasks.Diagnostics;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// On an overlay a link to a file that only a lower layer has copies the whole file to the upper one first (Documentation/filesystems/overlayfs.rst,
/// "Non-directories"), unless metacopy=on: the link succeeds, costs a copy and fills the upper layer.
/// </summary>
internal sealed class CopyUp : Cause
{
    public override Rule Rule => Rules.CopyUp;

    public override bool Explains(Failure failure, Pair pair) => failure.Operation == Operation.CopyUp;

    public override string Describe(Failure failure, Pair pair) =>
        $"the cache's file {failure.File!.Path} lies in a lower layer of the overlay ({pair.Cache.MountText}), so a link copies it to the upper one first";

    public override string Check(Failure failure, Pair pair) => $"findmnt -no TARGET,FSTYPE,OPTIONS -T {pair.Cache.Named}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) =>
        Mounts(pair, ("file", failure.File!.Path), ("overlayOptions", pair.Cache.Mount?.SuperOptions ?? ""));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        "Put cache and target on one volume instead of the container's own layers: set CacheDirectory and TargetDirectory.",
        "Or let the step copy, which leaves the cache alone: LinkMode=\"copy\".",
        "Or, in an image that keeps its cache, LinkMode=\"symlink\".",
    ];
}
