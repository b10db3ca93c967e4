using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// Links are refused everywhere on a filesystem that has them, while files can be made: a filter of system calls (seccomp(2)) or a security module
/// (SELinux, AppArmor) forbids link(2).
/// </summary>
internal sealed class SecurityPolicy : Cause
{
    public override Rule Rule => Rules.SecurityPolicy;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Operation == Operation.Hardlink && (failure.Errno == Errno.EPERM || failure.Errno == Errno.EACCES || failure.Errno == Errno.ENOSYS)
        && pair.Links.WorkNowhere && FilesystemTypes.HasHardLinks(pair.Target.FilesystemName);

    public override string Describe(Failure failure, Pair pair) =>
        $"links are refused ({failure.Errno.Name}) even within {pair.Target.Existing}, though {pair.Target.FilesystemName} has them and files can be made there: {Suspects(pair)}";

    public override string Check(Failure failure, Pair pair) => pair.Host.Filtered ? "grep Seccomp /proc/self/status" : TryLink(pair.Target, pair.Target);

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => Mounts(
        pair,
        ("errno", failure.Errno.Name),
        ("seccomp", pair.Host.Filtered ? "filter" : "none"),
        ("noNewPrivileges", pair.Host.NoNewPrivileges ? "yes" : "no"),
        ("securityModules", pair.Host.SecurityModules));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        "Allow link and linkat in the profile of the container or sandbox (seccomp), or the link permission in the policy (SELinux, AppArmor).",
        CopiesWanted,
    ];

    private static string Suspects(Pair pair) =>
        pair.Host.Filtered ? "a seccomp filter is in force" : $"probably a security module forbids it ({(pair.Host.SecurityModules.Length > 0 ? pair.Host.SecurityModules : "`cat /sys/kernel/security/lsm` on the host names those in force")})";
}
