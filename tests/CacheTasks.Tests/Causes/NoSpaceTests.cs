using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class NoSpaceTests
{
    private static readonly NoSpace s_cause = new();
    private static readonly Failure s_full = new(Operation.WriteToTarget, Errno.ENOSPC);
    private static readonly Failure s_overQuota = new(Operation.CreateInCache, Errno.EDQUOT);

    [TestMethod]
    [DataRow(28, DisplayName = "ENOSPC")]
    [DataRow(122, DisplayName = "EDQUOT")]
    public void UsedUpSpace_IsExplainedWhereverItHappens(int errno) =>
        s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno), Enum.GetValues<Operation>());

    [TestMethod]
    [DataRow(27, DisplayName = "EFBIG")]
    [DataRow(31, DisplayName = "EMLINK: too many links is another cause")]
    public void AnotherError_IsAnotherCause(int errno) => s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno));

    [TestMethod]
    public void FullTarget_NamesItsMount() => s_cause.Says(
        s_full, MadePair.TwoMounts, "writing to the target failed with ENOSPC: the space or the inodes of 36 /src ext4 8:1 are used up");

    [TestMethod]
    public void UsedQuota_NamesTheQuota() => s_cause.Says(
        s_overQuota, MadePair.TwoMounts, "creating a file in the cache failed with EDQUOT: the quota of 31 /cache ext4 8:1 is used up");

    [TestMethod]
    public void Evidence_IsOfTheSideThatIsFull() =>
        s_cause.Shows(s_full, MadePair.TwoMounts, "directory=/src/app/.venv", "mount=36 /src ext4 8:1", "errno=ENOSPC");

    [TestMethod]
    public void Check_CountsWhatIsUsedUp()
    {
        s_cause.Checks(s_full, MadePair.TwoMounts, "df -h /src/app/.venv; df -i /src/app/.venv");
        s_cause.Checks(s_overQuota, MadePair.TwoMounts, "quota -s");
        s_cause.Checks(s_overQuota, MadePair.OneBtrfs, "btrfs qgroup show -re /vol/uv");
    }

    [TestMethod]
    public void FullTarget_CanBeFreedOrReplaced() => s_cause.Advises(
        s_full, MadePair.TwoMounts, "Free space there.", "Or set TargetDirectory to a folder elsewhere.");

    [TestMethod]
    public void UsedQuota_CanBeRaised() => s_cause.Advises(
        s_overQuota, MadePair.TwoMounts, "Free some of what counts for the quota there, or have it raised.", "Or set CacheDirectory to a folder elsewhere.");
}
