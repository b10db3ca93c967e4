using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// xfs and ext4 with quota per directory: what is linked into a directory that passes its project ID on must have that ID already, else EXDEV
/// (xfs_quota(8), "directory tree quota"). Clones are new files and get it.
/// </summary>
internal sealed class ProjectIds : Cause
{
    public override Rule Rule => Rules.ProjectIds;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EXDEV && failure.IsLink && pair.SameFilesystem && pair.Target.Details.InheritsProject
        && pair.Target.Details.ProjectId != pair.Cache.Details.ProjectId;

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Target.Path} belongs to quota project {pair.Target.Details.ProjectId} and {pair.Cache.Path} to {pair.Cache.Details.ProjectId ?? 0} of one {pair.Target.FilesystemName} ({pair.Target.FilesystemDevice})";

    public override string Check(Failure failure, Pair pair) => $"lsattr -pd {pair.Cache.Named} {pair.Target.Named}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) =>
        Mounts(pair, ("cacheProject", (pair.Cache.Details.ProjectId ?? 0).ToString()), ("targetProject", (pair.Target.Details.ProjectId ?? 0).ToString()));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        .. pair.Clones ? ["Clones cross project trees: set LinkMode=\"clone\"."] : Array.Empty<string>(),
        $"{(pair.Clones ? "Or put" : "Put")} the cache into the target's project tree: set CacheDirectory to a folder below the one that has project {pair.Target.Details.ProjectId}.",
        $"Or give the whole cache the same project: `chattr -R +P -p {pair.Target.Details.ProjectId} {pair.Root.Quoted}`.",
    ];
}
