using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// <c>fs.protected_hardlinks</c> (proc_sys_fs(5)): a file of somebody else can be linked only by who may read and write it, and never when it is
/// setuid or setgid and executable: EPERM. One that cannot be read is EACCES in every mode.
/// </summary>
internal sealed class ForeignOwner : Cause
{
    public override Rule Rule => Rules.ForeignOwner;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.File is { } file && file.Status.Owner != pair.User && !UnmappedOwner.IsUnmapped(failure, pair)
        && (file.Status.Attributes & (InodeAttributes.Immutable | InodeAttributes.AppendOnly)) == 0
        && ((failure.Operation == Operation.SampleLink && failure.Errno == Errno.EPERM && pair.Host.ProtectedHardlinks)
            || (failure.Operation == Operation.ReadSample && failure.Errno == Errno.EACCES));

    public override string Describe(Failure failure, Pair pair) =>
        $"the cache's file {failure.File!.Path} belongs to user {failure.File.Status.Owner}, group {failure.File.Status.Group}, mode {failure.File.Status.Permissions}, and user {pair.User} may not {(failure.Errno == Errno.EPERM ? "link a file that it cannot write (fs.protected_hardlinks=1)" : "read it")}";

    public override string Check(Failure failure, Pair pair) => failure.Errno == Errno.EACCES ? $"namei -l {QuotedFile(failure)}; id" : $"sysctl fs.protected_hardlinks; stat -c '%u:%g %a' {QuotedFile(failure)}; id -u";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair)
    {
        var evidence = OwnFile(failure, pair);
        evidence["protectedHardlinks"] = pair.Host.ProtectedHardlinks ? "1" : "0";
        return evidence;
    }

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        "Give this user a cache of its own: set CacheDirectory to a folder on the target's filesystem.",
        "Or let the users of the cache share a group: `chgrp -R GROUP`, `chmod -R g+rwX` and setgid folders, and umask 002.",
        .. pair.Clones && failure.Errno == Errno.EPERM ? ["Clones of readable files work here: LinkMode=\"clone\"."] : Array.Empty<string>(),
    ];
}
