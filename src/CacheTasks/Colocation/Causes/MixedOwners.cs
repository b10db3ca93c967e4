using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// Files of one package belong to several users, so that some can be linked and others not. A tool settles on a mode with a package's first
/// file and fails at a later one, half way (measured on uv 0.5.31 to 0.13.8: exit 2, and the next run calls the package installed).
/// </summary>
internal sealed class MixedOwners : Cause
{
    public override Rule Rule => Rules.MixedOwners;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Operation == Operation.LaterFile && failure.File is { } file && failure.FirstFile is { } first && file.Status.Owner != first.Status.Owner
        && (failure.Errno == Errno.EPERM || failure.Errno == Errno.EACCES);

    public override string Describe(Failure failure, Pair pair) =>
        $"files of one package in the cache belong to several users: {failure.FirstFile!.Path} to {failure.FirstFile.Status.Owner}, {failure.File!.Path} to {failure.File.Status.Owner} (mode {failure.File.Status.Permissions}), which user {pair.User} cannot use the same way ({failure.Errno.Name})";

    public override string Check(Failure failure, Pair pair) => $"find {pair.Root.Quoted} ! -user {pair.User} | head";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair)
    {
        var evidence = OwnFile(failure, pair);
        evidence["firstFile"] = failure.FirstFile!.Path;
        evidence["firstOwner"] = failure.FirstFile.Status.Owner.ToString();
        return evidence;
    }

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        "Give this user a cache of its own: set CacheDirectory to a folder on the target's filesystem.",
        $"Or give the files back to one user: `chown -R {pair.User} {pair.Root.Quoted}`.",
        "Or share the cache by a group: `chgrp -R GROUP`, `chmod -R g+rwX`, setgid folders, and umask 002 for all who use it.",
    ];
}
