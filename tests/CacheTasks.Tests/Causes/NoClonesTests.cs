using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class NoClonesTests
{
    private static readonly NoClones s_cause = new();
    private static readonly Failure s_clone = new(Operation.Clone, Errno.EOPNOTSUPP);

    [TestMethod]
    [DataRow(95, DisplayName = "EOPNOTSUPP: ext4, tmpfs")]
    [DataRow(25, DisplayName = "ENOTTY: filesystems that know no such ioctl")]
    public void MissingClones_AreExplained(int errno) => s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno), Operation.Clone);

    // NOCOW on one side of a btrfs pair is 1004.
    [TestMethod]
    [DataRow(22, DisplayName = "EINVAL")]
    [DataRow(18, DisplayName = "EXDEV")]
    public void AnotherError_IsAnotherCause(int errno) => s_cause.ExplainsOnly(MadePair.OneMount, new Errno(errno));

    [TestMethod]
    public void Description_NamesTheTargetsFilesystem() => s_cause.Says(s_clone, MadePair.TwoMounts, "ext4 (8:1) has no clones");

    [TestMethod]
    public void Evidence_ReadsAsFindmntPrints() =>
        s_cause.Shows(s_clone, MadePair.TwoMounts, "cacheMount=31 /cache ext4 8:1", "targetMount=36 /src ext4 8:1");

    [TestMethod]
    public void Advice_IsToLeaveIt() => s_cause.Advises(
        s_clone, MadePair.OneMount, "Where hard links are good enough, nothing needs doing; for clones put cache and target on one xfs (reflink=1) or btrfs.");
}
