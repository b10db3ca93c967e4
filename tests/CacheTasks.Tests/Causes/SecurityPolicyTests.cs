using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class SecurityPolicyTests
{
    private static readonly SecurityPolicy s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EPERM);
    private static readonly Pair s_module = MadePair.Filtered with { Host = HostFacts.Plain with { SecurityModules = "capability,selinux" } };

    [TestMethod]
    [DataRow(1, DisplayName = "EPERM")]
    [DataRow(13, DisplayName = "EACCES")]
    [DataRow(38, DisplayName = "ENOSYS")]
    public void LinksThatAreRefusedEverywhere_AreExplained(int errno) => s_cause.ExplainsOnly(MadePair.Filtered, new Errno(errno), Operation.Hardlink);

    // 1017: vfat has no links; 1008: within a side they work.
    [TestMethod]
    public void OtherPairs_AreAnotherCause() => s_cause.ExplainsOnlyOn(s_link, MadePair.Filtered);

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.Filtered, Errno.EXDEV);

    [TestMethod]
    public void Description_NamesTheSuspect()
    {
        const string Refused = "links are refused (EPERM) even within /src/app/.venv, though ext4 has them and files can be made there: ";

        s_cause.Says(s_link, MadePair.Filtered, Refused + "a seccomp filter is in force");
        s_cause.Says(s_link, s_module, Refused + "probably a security module forbids it (capability,selinux)");
        s_cause.Says(s_link, s_module with { Host = HostFacts.Plain }, Refused + "probably a security module forbids it (`cat /sys/kernel/security/lsm` on the host names those in force)");
    }

    [TestMethod]
    public void Check_ShowsTheFilterOrLinks()
    {
        s_cause.Checks(s_link, MadePair.Filtered, "grep Seccomp /proc/self/status");
        s_cause.Checks(s_link, s_module, "touch /src/app/.venv/probe && ln /src/app/.venv/probe /src/app/.venv/probe-link; rm -f /src/app/.venv/probe /src/app/.venv/probe-link");
    }

    [TestMethod]
    public void Evidence_HasTheHost() => s_cause.Shows(
        s_link,
        s_module,
        "cacheMount=36 /src ext4 8:1",
        "targetMount=36 /src ext4 8:1",
        "errno=EPERM",
        "seccomp=none",
        "noNewPrivileges=no",
        "securityModules=capability,selinux");

    [TestMethod]
    public void Remedies_AllowTheCall() => s_cause.Advises(
        s_link,
        MadePair.Filtered,
        "Allow link and linkat in the profile of the container or sandbox (seccomp), or the link permission in the policy (SELinux, AppArmor).",
        "If the copies are wanted, set LinkMode=\"copy\".");
}
