using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// Landlock without LANDLOCK_ACCESS_FS_REFER (landlock(7)): a file can be linked or moved within its directory and nowhere else: EXDEV, on one mount
/// of one filesystem that has no boundary of its own. Nothing tells a process of its sandbox, so all else must be excluded first.
/// </summary>
internal sealed class Sandbox : Cause
{
    public override Rule Rule => Rules.Sandbox;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EXDEV
        && (failure.Operation == Operation.MoveInCache || (failure.IsLink && pair.SameMount && pair.Links.WorkWithin && pair.SameDevice))
        && FilesystemTypes.HasHardLinks(pair.Target.FilesystemName) && !pair.Target.IsNetwork
        && !pair.Target.Details.InheritsProject && pair.Target.Details.EncryptionPolicy is null
        && (pair.Host.SecurityModules.Length == 0 || pair.Host.SecurityModules.Contains("landlock"));

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Cache.Path} and {pair.Target.Path} are on one mount ({pair.Target.MountText}) and links work within each, but not from one directory to another, as in a Landlock sandbox without the right to refer (LANDLOCK_ACCESS_FS_REFER)";

    public override string Check(Failure failure, Pair pair) => TryLink(pair.Cache, pair.Target);

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => Mounts(
        pair, ("noNewPrivileges", pair.Host.NoNewPrivileges ? "yes" : "no"), ("securityModules", pair.Host.SecurityModules), ("errno", failure.Errno.Name));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
        [
            "Let the sandbox grant LANDLOCK_ACCESS_FS_REFER (Landlock ABI 2, Linux 5.19) for a directory above both.",
            failure.Operation == Operation.MoveInCache ? "Or fill the cache outside the sandbox first." : CopiesWanted,
        ];
}
