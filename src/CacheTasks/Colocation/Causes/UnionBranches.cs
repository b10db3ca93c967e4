using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// A union filesystem (mergerfs, unionfs) shows several directories as one, and a file can be linked within its own branch only: EXDEV,
/// where a policy keeps the two directories on different branches (mergerfs, "rename and link"). Any other FUSE filesystem that shows
/// directories of several filesystems or subvolumes does the same (bindfs).
/// </summary>
internal sealed class UnionBranches : Cause
{
    public override Rule Rule => Rules.UnionBranches;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EXDEV && failure.IsCrossing && pair.SameMount && FilesystemTypes.IsUserSpace(pair.Target.FilesystemName) && !pair.Target.IsNetwork;

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Cache.Path} and {pair.Target.Path} {(FilesystemTypes.IsUnion(pair.Target.FilesystemName) ? "lie on different branches of one union" : "are on one mount, but the process that serves it has them in two places between which it cannot link")} ({pair.Target.MountText}, {pair.Target.Mount?.Source})";

    public override string Check(Failure failure, Pair pair) => FilesystemTypes.IsUnion(pair.Target.FilesystemName)
        ? $"getfattr --absolute-names -n user.mergerfs.basepath {pair.Cache.Named} {pair.Target.Named}"
        : TryLink(pair.Cache, pair.Target);

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => Mounts(pair, ("branches", pair.Target.Mount?.Source ?? ""));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        FilesystemTypes.IsUnion(pair.Target.FilesystemName)
            ? "Put cache and target on one branch: make their common parent on one disk only, or set CacheDirectory to a folder beside the target."
            : "Put the cache beside the target: set CacheDirectory.",
        $"Or use what lies behind the mount directly for both ({pair.Target.Mount?.Source}).",
        CopiesWanted,
    ];
}
