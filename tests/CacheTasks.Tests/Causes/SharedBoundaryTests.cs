using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class SharedBoundaryTests
{
    private static readonly SharedBoundary s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EXDEV);
    private static readonly Pair s_twoMounts = MadePair.Of(MadePlace.Nfs4, MadePlace.Nfs4Again);
    private static readonly Pair s_child = MadePair.Of(MadePlace.NfsOuter, MadePlace.NfsChild);
    private static readonly Pair s_oneWay = MadePair.Server with { Links = new LinkTests(Errno.None, Errno.None, Errno.None) { TargetBoundary = "/mnt/4e/app" } };

    [TestMethod]
    public void BoundaryOnTheServer_IsExplained() => s_cause.ExplainsOnly(
        MadePair.Server, Errno.EXDEV, Operation.Clone, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    public static IEnumerable<object[]> MountsOfOneServer =>
    [
        [s_twoMounts], [s_child], [MadePair.Of(MadePlace.NfsChild, MadePlace.NfsOuter)],
        [MadePair.Of(MadePlace.Nfs4, MadePlace.Nfs4NoCache)], [MadePair.Of(MadePlace.Nfs4, MadePlace.Nfs3)],
    ];

    [TestMethod]
    [DynamicData(nameof(MountsOfOneServer))]
    public void TwoMountsOfOneServer_AreExplained(object pair) => s_cause.ExplainsOnly(
        (Pair)pair, Errno.EXDEV, Operation.Clone, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    public static IEnumerable<object[]> LookAlikes =>
    [
        [MadePair.Of(MadePlace.Nfs4, MadePlace.NfsElsewhere)], [MadePair.Of(MadePlace.Smb, MadePlace.Plan9)], [MadePair.Of(MadePlace.Nfs4, MadePlace.Ext4AtSrc)],
        [MadePair.TwoMounts], [MadePair.Union], [MadePair.Server with { Links = new LinkTests(Errno.EXDEV, Errno.EXDEV, null) }],
    ];

    // Two servers, a local side, a union, a filesystem that has no links at all.
    [TestMethod]
    [DynamicData(nameof(LookAlikes))]
    public void LookAlike_IsAnotherCause(object pair) => s_cause.ExplainsOnly((Pair)pair, Errno.EXDEV);

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.Server, Errno.EPERM);

    [TestMethod]
    public void UnknownBoundary_IsSaidToBeOnTheServer() => s_cause.Says(
        s_link,
        MadePair.Server,
        "/mnt/4e/uv and /mnt/4e/app/.venv are on one nfs4 mount (44 /mnt/4e nfs4 0:33) where the client sees no difference, but the server has a boundary between them: two subvolumes, project trees, disks or mounts of the server");

    [TestMethod]
    public void LinksInOneDirectionOnly_AreATreeOfTheTarget() => s_cause.Says(
        s_link,
        s_oneWay,
        "/mnt/4e/uv and /mnt/4e/app/.venv are on one nfs4 mount (44 /mnt/4e nfs4 0:33) where the client sees no difference, but the server has a boundary between them, at /mnt/4e/app: a quota tree (project) or an encrypted tree on the target's side, since a link the other way works");

    // 9p passes the host's own filesystem type on.
    [TestMethod]
    public void TwoFilesystemsOfTheHost_HaveTheirTypes()
    {
        var pair = MadePair.Of(MadePlace.Plan9, MadePlace.Plan9);
        s_cause.Says(
            s_link,
            pair with { Cache = pair.Cache.In(DirectoryDetails.None with { FilesystemType = 0xef53 }), Target = pair.Target.In(DirectoryDetails.None with { FilesystemType = 0x1021994 }) },
            "/mnt/hsnone/uv and /mnt/hsnone/app/.venv are on one 9p mount (74 /mnt/hsnone 9p 0:57) where the client sees no difference, but the server has a boundary between them: two filesystems of the host (0xef53 and 0x1021994)");
    }

    [TestMethod]
    public void TwoMounts_HaveTheirSources() => s_cause.Says(
        s_link,
        s_twoMounts,
        "/mnt/4e/uv and /mnt/4e2/app/.venv are on two nfs4 mounts of one server (44 at /mnt/4e from 127.0.0.1:/srv/e and 49 at /mnt/4e2 from 127.0.0.1:/srv/e)");

    [TestMethod]
    public void AutomountedChild_IsCalledOne() => s_cause.Says(
        s_link,
        s_child,
        "/mnt/4r/child (127.0.0.1:/srv/r/child) was mounted by itself below /mnt/4r when it was entered, so /mnt/4r/uv and /mnt/4r/child/app/.venv are on two nfs4 mounts (58 at /mnt/4r and 53 at /mnt/4r/child)");

    [TestMethod]
    public void Check_LinksAcross() => s_cause.Checks(
        s_link, MadePair.Server, "touch /mnt/4e/uv/probe && ln /mnt/4e/uv/probe /mnt/4e/app/.venv/probe-link; rm -f /mnt/4e/uv/probe /mnt/4e/app/.venv/probe-link");

    [TestMethod]
    public void CheckOfTwoMounts_ShowsThem() => s_cause.Checks(
        s_link, s_twoMounts, "findmnt -no ID,TARGET,SOURCE -T /mnt/4e/uv; findmnt -no ID,TARGET,SOURCE -T /mnt/4e2/app/.venv");

    [TestMethod]
    public void Evidence_HasEveryLinkThatWasTried() => s_cause.Shows(
        s_link,
        s_oneWay,
        "cacheMount=44 /mnt/4e nfs4 0:33",
        "targetMount=44 /mnt/4e nfs4 0:33",
        "kind=boundary on the server",
        "cacheSource=127.0.0.1:/srv/e",
        "targetSource=127.0.0.1:/srv/e",
        "linkInCache=works",
        "linkInTarget=works",
        "linkBack=works",
        "targetBoundary=/mnt/4e/app",
        "cacheBoundary=");

    [TestMethod]
    public void Evidence_HasTheKind()
    {
        Assert.AreEqual("two mounts", s_cause.Evidence(s_link, s_twoMounts)["kind"]);
        Assert.AreEqual("automounted child", s_cause.Evidence(s_link, s_child)["kind"]);
        Assert.AreEqual("not tried", s_cause.Evidence(s_link, s_child)["linkBack"]);
        Assert.AreEqual("EXDEV", s_cause.Evidence(s_link, MadePair.Server)["linkBack"]);
    }

    [TestMethod]
    [DataRow("/mnt/4e/app", null, "Put the cache below the boundary: set CacheDirectory to a folder below /mnt/4e/app.")]
    [DataRow(null, "/mnt/4e/uv", "Take the cache out of /mnt/4e/uv: set CacheDirectory to a folder beside it.")]
    [DataRow(null, null, "Put the cache beside the target: set CacheDirectory to a folder in /mnt/4e/app.")]
    public void Remedy_NamesTheBoundary(string? target, string? cache, string first) => s_cause.Advises(
        s_link,
        MadePair.Server with { Links = MadePair.Server.Links with { TargetBoundary = target, CacheBoundary = cache } },
        first,
        "Or let the server clone: NFS 4.2 (mount option vers=4.2) of xfs or btrfs.",
        "If the copies are wanted, set LinkMode=\"copy\".");

    [TestMethod]
    public void ServerThatClones_IsLeftToDoSo() => Assert.AreEqual("The server can clone: set LinkMode=\"clone\".", s_cause.Remedies(s_link, MadePair.Server with { Clones = true })[0]);

    [TestMethod]
    public void TwoMounts_BecomeOne() => s_cause.Advises(
        s_link,
        s_twoMounts with { WayOut = new CommonMount(MadePlace.Nfs4Again, "/mnt/4e2/uv", "/mnt/4e2/app/.venv", MovesTarget: false) },
        "Reach the cache through /mnt/4e2, where links work: set CacheDirectory=\"/mnt/4e2/uv\", which is the same directory, or Placement=\"colocate\".",
        "Reach both through one mount: set CacheDirectory to a folder below /mnt/4e2.",
        "Or let the server clone: NFS 4.2 (mount option vers=4.2) of xfs or btrfs.",
        "If the copies are wanted, set LinkMode=\"copy\".");
}
