using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class DifferentFilesystemsTests
{
    private static readonly DifferentFilesystems s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EXDEV);

    [TestMethod]
    public void TwoFilesystems_ExplainLinksAndClonesThatFail() =>
        s_cause.ExplainsOnly(MadePair.TwoFilesystems, Errno.EXDEV, Operation.Clone, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    [TestMethod]
    public void TwoMountsOfOneFilesystem_AreAnotherCause() => s_cause.ExplainsOnly(MadePair.TwoMounts, Errno.EXDEV);

    [TestMethod]
    public void OneMount_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.OneMount, Errno.EXDEV);

    [TestMethod]
    public void AnotherError_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.TwoFilesystems, Errno.EPERM);

    // One export mounted with other options has another device; its source tells (1023).
    [TestMethod]
    public void TwoMountsOfAServer_AreAnotherCause()
    {
        s_cause.ExplainsOnly(MadePair.Of(MadePlace.Nfs4, MadePlace.Nfs4NoCache), Errno.EXDEV);
        s_cause.ExplainsOnly(
            MadePair.Of(MadePlace.Nfs4, MadePlace.NfsElsewhere), Errno.EXDEV, Operation.Clone, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);
    }

    // Two subvolumes of one btrfs: st_dev differs, the superblock's device in mountinfo does not.
    [TestMethod]
    public void OneSuperblockWithTwoDevices_IsOneFilesystem()
    {
        var pair = MadePair.OneMount;
        var subvolume = pair.Cache with { Status = pair.Cache.Status with { Device = new Device(0, 99) } };

        s_cause.ExplainsOnly(pair with { Cache = subvolume }, Errno.EXDEV);
    }

    [TestMethod]
    public void Description_NamesBothFilesystems() => s_cause.Says(
        s_link,
        MadePair.TwoFilesystems,
        "/tmp/uv is on tmpfs 0:35 (mount 40 at /tmp) and /src/app/.venv on ext4 8:1 (mount 36 at /src), two different filesystems");

    [TestMethod]
    public void Evidence_ReadsAsFindmntPrints() =>
        s_cause.Shows(s_link, MadePair.TwoFilesystems, "cacheMount=40 /tmp tmpfs 0:35", "targetMount=36 /src ext4 8:1");

    [TestMethod]
    public void Remedies_NameTheTargetsMount() => s_cause.Advises(
        s_link,
        MadePair.TwoFilesystems,
        "Put the cache on the target's filesystem: set CacheDirectory to a folder below /src that outlives the build.",
        "If the copies are wanted, set LinkMode=\"copy\".");
}
