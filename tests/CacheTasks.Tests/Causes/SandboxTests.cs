using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class SandboxTests
{
    private static readonly Sandbox s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EXDEV);

    [TestMethod]
    public void LinksWithinEachSideOnly_AreExplained() => s_cause.ExplainsOnly(
        MadePair.Sandboxed, Errno.EXDEV, Operation.MoveInCache, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    // What has a boundary of its own is not blamed on a sandbox: subvolumes, projects, policies, servers, unions.
    [TestMethod]
    public void OtherPairs_AreAnotherCause() => s_cause.ExplainsOnlyOn(s_link, MadePair.OneBtrfs, MadePair.Sandboxed);

    [TestMethod]
    [DataRow(1, DisplayName = "EPERM")]
    [DataRow(13, DisplayName = "EACCES")]
    public void AnotherError_IsAnotherCause(int errno) => s_cause.ExplainsOnly(MadePair.Sandboxed, new Errno(errno));

    [TestMethod]
    public void KernelWithoutLandlock_HasAnotherCause() =>
        s_cause.ExplainsOnly(MadePair.Sandboxed with { Host = HostFacts.Plain with { SecurityModules = "capability,yama" } }, Errno.EXDEV);

    [TestMethod]
    public void LinksThatWorkNowhere_AreAnotherCause() =>
        s_cause.ExplainsOnly(MadePair.Sandboxed with { Links = new LinkTests(Errno.EXDEV, Errno.EXDEV, null) }, Errno.EXDEV, Operation.MoveInCache);

    [TestMethod]
    public void Description_NamesTheRight() => s_cause.Says(
        s_link,
        MadePair.Sandboxed,
        "/src/uv and /src/app/.venv are on one mount (36 /src ext4 8:1) and links work within each, but not from one directory to another, as in a Landlock sandbox without the right to refer (LANDLOCK_ACCESS_FS_REFER)");

    [TestMethod]
    public void Check_LinksAcross() =>
        s_cause.Checks(s_link, MadePair.Sandboxed, "touch /src/uv/probe && ln /src/uv/probe /src/app/.venv/probe-link; rm -f /src/uv/probe /src/app/.venv/probe-link");

    [TestMethod]
    public void Evidence_HasTheHost() => s_cause.Shows(
        s_link,
        MadePair.Sandboxed,
        "cacheMount=36 /src ext4 8:1",
        "targetMount=36 /src ext4 8:1",
        "noNewPrivileges=yes",
        "securityModules=capability,landlock,yama",
        "errno=EXDEV");

    [TestMethod]
    public void Remedy_GrantsTheRight() => s_cause.Advises(
        s_link,
        MadePair.Sandboxed,
        "Let the sandbox grant LANDLOCK_ACCESS_FS_REFER (Landlock ABI 2, Linux 5.19) for a directory above both.",
        "If the copies are wanted, set LinkMode=\"copy\".");
}
