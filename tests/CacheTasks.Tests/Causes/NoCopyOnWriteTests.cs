using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class NoCopyOnWriteTests
{
    private static readonly NoCopyOnWrite s_cause = new();
    private static readonly Failure s_clone = new(Operation.Clone, Errno.EINVAL);
    private static readonly Pair s_flagged = MadePair.OneBtrfs with { Target = MadePair.OneBtrfs.Target.In(DirectoryDetails.None with { NoCopyOnWrite = true }) };

    [TestMethod]
    public void OneSideWithoutCopyOnWrite_ExplainsClonesThatFail() => s_cause.ExplainsOnly(s_flagged, Errno.EINVAL, Operation.Clone, Operation.ReadSample);

    [TestMethod]
    public void OtherPairsAndErrors_AreAnotherCause()
    {
        s_cause.ExplainsOnlyOn(s_clone, MadePair.OneBtrfs, MadePair.Subvolumes);
        s_cause.ExplainsOnly(s_flagged, Errno.EOPNOTSUPP);
    }

    [TestMethod]
    public void Description_SaysWhichSideHasTheFlag() => s_cause.Says(
        s_clone, s_flagged, "btrfs clones only where both sides are copied on write or neither is: /vol/uv is, /vol/app/.venv is not (chattr +C)");

    [TestMethod]
    public void Check_ShowsBothFlags() => s_cause.Checks(s_clone, s_flagged, "lsattr -d /vol/uv /vol/app/.venv");

    [TestMethod]
    public void Evidence_HasBothFlags() => s_cause.Shows(
        s_clone, s_flagged, "cacheMount=50 /vol btrfs 0:50", "targetMount=50 /vol btrfs 0:50", "cacheNoCopyOnWrite=no", "targetNoCopyOnWrite=yes");

    [TestMethod]
    public void Remedies_AreLinksOrOneFlag() => s_cause.Advises(
        s_clone,
        s_flagged with { Hardlinks = true },
        "Hard links work here: LinkMode=\"hardlink\".",
        "Or make both alike: the flag counts for files made after it is set or taken away (`chattr -C /vol/app/.venv`).");
}
