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

    [TestMethod]
    public void TwoMountsOfOneFilesystem_ExplainLinksThatFail() =>
        s_cause.ExplainsOnly(MadePair.TwoMounts, Errno.EXDEV, Operation.Clone, Operation.Hardlink, Operation.SampleLink);

    [TestMethod]
    public void TwoFilesystems_AreAnotherCause() => s_cause.ExplainsOnly(MadePair.TwoFilesystems, Errno.EXDEV);

    // Project IDs (1005) and encryption policies (1006) say EXDEV on one mount.
    [TestMethod]
    public void OneMount_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EXDEV);

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.TwoMounts, Errno.EMLINK);

    [TestMethod]
    public void Description_NamesBothMounts() => s_cause.Says(
        s_link, MadePair.TwoMounts, "/cache/uv and /src/app/.venv are on one ext4 (8:1) but on two mounts (31 at /cache and 36 at /src)");

    [TestMethod]
    public void Evidence_ReadsAsFindmntPrints() =>
        s_cause.Shows(s_link, MadePair.TwoMounts, "cacheMount=31 /cache ext4 8:1", "targetMount=36 /src ext4 8:1");

    [TestMethod]
    public void Remedies_NameTheTargetsMount() => s_cause.Advises(
        s_link,
        MadePair.TwoMounts,
        "Reach both through one mount: set CacheDirectory to a folder below /src, or mount one common parent instead of two folders.",
        "If the copies are wanted, set LinkMode=\"copy\".");
}
