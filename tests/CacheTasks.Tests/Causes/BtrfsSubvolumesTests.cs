using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class BtrfsSubvolumesTests
{
    private static readonly BtrfsSubvolumes s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EXDEV);

    [TestMethod]
    public void TwoSubvolumes_ExplainLinksThatFail() =>
        s_cause.ExplainsOnly(MadePair.Subvolumes, Errno.EXDEV, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    // A clone that fails has another reason: clones cross subvolumes.
    [TestMethod]
    public void OtherPairsAndErrors_AreAnotherCause()
    {
        s_cause.ExplainsOnlyOn(s_link, MadePair.Subvolumes);
        s_cause.ExplainsOnly(MadePair.Subvolumes, Errno.EPERM);
    }

    // Two btrfs have two subvolumes as well, but it is the filesystem that differs.
    [TestMethod]
    public void TwoBtrfs_AreAnotherCause() =>
        s_cause.ExplainsOnly(MadePair.Of(MadePlace.BtrfsAtVol, MadePlace.BtrfsAtVol with { Id = 51, Device = "0:77" }), Errno.EXDEV);

    [TestMethod]
    public void Description_HasBothDevices() => s_cause.Says(
        s_link, MadePair.Subvolumes, "/vol/uv and /vol/app/.venv are in two subvolumes of one btrfs (0:50; st_dev 0:50 and 0:99)");

    [TestMethod]
    public void Check_ShowsBothDevices() => s_cause.Checks(s_link, MadePair.Subvolumes, "stat -c '%n %d' /vol/uv /vol/app/.venv");

    [TestMethod]
    public void Evidence_HasBothDevices() => s_cause.Shows(
        s_link, MadePair.Subvolumes, "cacheMount=50 /vol btrfs 0:50", "targetMount=50 /vol btrfs 0:50", "cacheSubvolume=0:50", "targetSubvolume=0:99");

    [TestMethod]
    public void Remedies_BeginWithTheClone() => s_cause.Advises(
        s_link,
        MadePair.Subvolumes with { Clones = true },
        "Clones cross subvolumes and cost no space: set LinkMode=\"clone\".",
        "For hard links put the cache into the target's subvolume: set CacheDirectory.");

    [TestMethod]
    public void WithoutClones_TheCacheMoves() => s_cause.Advises(
        s_link, MadePair.Subvolumes, "For hard links put the cache into the target's subvolume: set CacheDirectory.", "If the copies are wanted, set LinkMode=\"copy\".");
}
