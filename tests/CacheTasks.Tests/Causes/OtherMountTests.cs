using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class OtherMountTests
{
    private static readonly OtherMount s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EXDEV);
    private static readonly CommonMount s_through = new(MadePlace.Ext4AtSrc, "/src/.cache/uv", "/src/app/.venv", MovesTarget: false);

    [TestMethod]
    public void TwoMountsOfOneFilesystem_ExplainLinksThatFail() => s_cause.ExplainsOnly(
        MadePair.TwoMounts, Errno.EXDEV, Operation.Clone, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    [TestMethod]
    public void TwoFilesystems_AreAnotherCause() => s_cause.ExplainsOnly(MadePair.TwoFilesystems, Errno.EXDEV);

    // Project IDs (1005) and encryption policies (1006) say EXDEV on one mount.
    [TestMethod]
    public void OneMount_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EXDEV);

    // 1023: the server may have a boundary as well.
    [TestMethod]
    public void TwoMountsOfAServer_AreAnotherCause() => s_cause.ExplainsOnly(MadePair.Of(MadePlace.Nfs4, MadePlace.Nfs4Again), Errno.EXDEV);

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.TwoMounts, Errno.EMLINK);

    [TestMethod]
    public void Description_NamesBothMounts() => s_cause.Says(
        s_link, MadePair.TwoMounts, "/cache/uv and /src/app/.venv are on one ext4 (8:1) but on two mounts (31 at /cache and 36 at /src)");

    [TestMethod]
    public void Evidence_ReadsAsFindmntPrints() =>
        s_cause.Shows(s_link, MadePair.TwoMounts, "cacheMount=31 /cache ext4 8:1", "targetMount=36 /src ext4 8:1");

    [TestMethod]
    public void Check_IsFindmntOfBoth() => s_cause.Checks(
        s_link, MadePair.TwoMounts, "findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T /cache/uv; findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T /src/app/.venv");

    [TestMethod]
    public void Remedies_NameTheTargetsMount() => s_cause.Advises(
        s_link,
        MadePair.TwoMounts,
        "Reach both through one mount: set CacheDirectory to a folder below /src, or mount one common parent instead of two folders.",
        "If the copies are wanted, set LinkMode=\"copy\".");

    [TestMethod]
    public void CacheThroughTheTargetsMount_IsOffered() => s_cause.Advises(
        s_link,
        MadePair.TwoMounts with { WayOut = s_through },
        "Reach the cache through /src, where links work: set CacheDirectory=\"/src/.cache/uv\", which is the same directory, or Placement=\"colocate\".",
        "If the copies are wanted, set LinkMode=\"copy\".");

    // Placement=colocate moves no target.
    [TestMethod]
    public void ThirdMount_IsOfferedForBoth() => s_cause.Advises(
        s_link,
        MadePair.TwoMounts with { WayOut = new CommonMount(MadePlace.Ext4AtSrc with { Id = 20, MountPoint = "/all" }, "/all/cache/uv", "/all/src/app/.venv", MovesTarget: true) },
        "Reach both through /all (mount 20), where links work: set CacheDirectory=\"/all/cache/uv\" and TargetDirectory=\"/all/src/app/.venv\", which are the same directories.",
        "If the copies are wanted, set LinkMode=\"copy\".");
}
