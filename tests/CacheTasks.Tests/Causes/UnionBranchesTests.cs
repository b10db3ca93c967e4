using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class UnionBranchesTests
{
    private static readonly UnionBranches s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EXDEV);
    private static readonly Pair s_view = MadePair.Of(MadePlace.BindfsAtView, MadePlace.BindfsAtView);

    [TestMethod]
    public void OneMountOfAProcess_IsExplained() => s_cause.ExplainsOnly(
        MadePair.Union, Errno.EXDEV, Operation.Clone, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    // A server (sshfs, NFS) is 1023; two mounts are 1002.
    [TestMethod]
    public void OtherPairs_AreAnotherCause()
    {
        s_cause.ExplainsOnlyOn(s_link, MadePair.Union);
        s_cause.ExplainsOnly(MadePair.Of(MadePlace.UnionAtPool, MadePlace.UnionAtPool with { Id = 90 }), Errno.EXDEV);
        s_cause.ExplainsOnly(MadePair.Of(MadePlace.BindfsAtView with { FileSystem = "fuse.sshfs" }, MadePlace.BindfsAtView with { FileSystem = "fuse.sshfs" }), Errno.EXDEV);
    }

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.Union, Errno.EPERM);

    [TestMethod]
    public void Description_SaysUnionWhereItIsOne()
    {
        s_cause.Says(s_link, MadePair.Union, "/pool/uv and /pool/app/.venv lie on different branches of one union (58 /pool fuse.mergerfs 0:61, d1:d2)");
        s_cause.Says(
            s_link,
            s_view,
            "/view/uv and /view/app/.venv are on one mount, but the process that serves it has them in two places between which it cannot link (59 /view fuse.bindfs 0:62, /srv)");
    }

    [TestMethod]
    public void Check_AsksForTheBranch()
    {
        s_cause.Checks(s_link, MadePair.Union, "getfattr --absolute-names -n user.mergerfs.basepath /pool/uv /pool/app/.venv");
        s_cause.Checks(s_link, s_view, "touch /view/uv/probe && ln /view/uv/probe /view/app/.venv/probe-link; rm -f /view/uv/probe /view/app/.venv/probe-link");
    }

    [TestMethod]
    public void Evidence_HasTheBranches() => s_cause.Shows(
        s_link, MadePair.Union, "cacheMount=58 /pool fuse.mergerfs 0:61", "targetMount=58 /pool fuse.mergerfs 0:61", "branches=d1:d2");

    [TestMethod]
    public void Remedies_AreOneBranch() => s_cause.Advises(
        s_link,
        MadePair.Union,
        "Put cache and target on one branch: make their common parent on one disk only, or set CacheDirectory to a folder beside the target.",
        "Or use what lies behind the mount directly for both (d1:d2).",
        "If the copies are wanted, set LinkMode=\"copy\".");
}
