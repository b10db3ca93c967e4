using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using NuGet.Versioning;

namespace CacheTasks.Tests.Colocation;

/// <summary>What a version of uv does with a pair, beyond the ladder: recoveries, needs, half ways.</summary>
[TestClass]
public class PredictionTests
{
    private static readonly ToolProfile s_uv = MadeProfile.Shipped("uv");
    private static readonly ToolProfile s_modest = MadeProfile.Of(("WritesCache", "true"), ("LinkBehaviour", "[1.0,): clone>hardlink>copy, hardlink>copy, copy | prints no {mode}"));

    [TestMethod]
    [DataRow("0.10.4", "fails: hardlink files half way EMLINK CACHETASKS1016")]
    [DataRow("0.10.8", "fails: hardlink files half way EMLINK CACHETASKS1016")]
    [DataRow("0.10.9", "hardlink")]
    [DataRow("0.13.8", "hardlink")]
    public void LinkLimitInTheMiddle_IsSurvivedByNewVersions(string version, string expected) => AssertUv(
        expected, version, MadeVerdict.Hardlinks with { Hardlink = ModeResult.Works with { Breaks = new Break(Errno.EMLINK, Rules.LinkLimit) } });

    [TestMethod]
    public void ForeignFileInTheMiddle_IsSurvivedByNone() =>
        AssertUv("fails: hardlink files half way EPERM CACHETASKS1025", "0.13.8", MadeVerdict.HalfWay);

    [TestMethod]
    public void FailureHalfWay_IsMarked()
    {
        Assert.IsTrue(Uv("0.13.8", MadeVerdict.HalfWay).Fails!.HalfWay);
        Assert.IsFalse(Uv("0.13.8", MadeVerdict.ReadOnlyCache).Fails!.HalfWay);
    }

    // A mode that comes before the one which breaks keeps the tool from it.
    [TestMethod]
    public void BreakOfALaterRung_IsNotReached() =>
        AssertUv("clone", "0.13.8", MadeVerdict.Clones with { Hardlink = MadeVerdict.HalfWay.Hardlink });

    [TestMethod]
    [DataRow("SymlinkInCache", "fails: make symlinks in the cache EPERM CACHETASKS1026")]
    [DataRow("MoveInCache", "fails: move files in the cache EPERM CACHETASKS1026")]
    [DataRow("WriteToCopy", "fails: write to what it copies EPERM CACHETASKS1026")]
    [DataRow("ReadSample", "fails: read the cache's files EPERM CACHETASKS1026")]
    [DataRow("CreateInCache", "fails: write to the cache EPERM CACHETASKS1026")]
    public void BlockedCache_FailsInItsOwnWords(string operation, string expected) => AssertUv(expected, "0.13.8", Blocked(operation));

    [TestMethod]
    [DataRow("SymlinkInCache", "hardlink")]
    [DataRow("MoveInCache", "hardlink")]
    [DataRow("CreateInCache", "fails: write to the cache EPERM CACHETASKS1026")]
    public void ToolThatNeedsNeither_GoesOn(string operation, string expected) => Assert.AreEqual(expected, Text(Of(s_modest, Blocked(operation))));

    [TestMethod]
    [DataRow("CreateInTarget", "fails: create the target EPERM CACHETASKS1014")]
    [DataRow("WriteToTarget", "fails: write to the target EPERM CACHETASKS1014")]
    [DataRow("Symlink", "fails: make a symlink in the target EPERM CACHETASKS1014")]
    public void BlockedTarget_FailsInItsOwnWords(string operation, string expected) => AssertUv(
        expected, "0.13.8", MadeVerdict.Hardlinks with { TargetBlocked = new Blockage(Enum.Parse<Operation>(operation), Errno.EPERM, Rules.NotWritable) });

    // One lock for the whole cache; since 0.13 one for each package as well.
    [TestMethod]
    [DataRow("0.12.5", "LockPackage", "hardlink")]
    [DataRow("0.13.8", "LockPackage", "fails: lock the cache EPERM CACHETASKS1026")]
    [DataRow("0.12.5", "LockCache", "fails: lock the cache EPERM CACHETASKS1026")]
    public void Locks_AreNeededByVersion(string version, string operation, string expected) => AssertUv(expected, version, Blocked(operation));

    // What comes by copy instead cannot be read: the tool stops there.
    [TestMethod]
    public void SomePackagesThatCannotBeCopiedEither_FailHalfWay() => AssertUv(
        "fails: copy files half way EACCES CACHETASKS1010",
        "0.13.8",
        MadeVerdict.SomeForeign with { Copy = ModeResult.Works with { NotForAll = true, Errno = Errno.EACCES, Cause = Rules.ForeignOwner } });

    [TestMethod]
    public void BlockedCache_IsMetFirst() => AssertUv(
        "fails: write to the cache EPERM CACHETASKS1026",
        "0.13.8",
        Blocked("CreateInCache") with { TargetBlocked = new Blockage(Operation.CreateInTarget, Errno.EPERM, Rules.NotWritable) });

    [TestMethod]
    public void LinkThatIsASymlink_ComesAsOne() => AssertUv("symlink", "0.13.8", MadeVerdict.LinksAreSymlinks);

    // The packages that cannot be linked are copied, of which the tool warns.
    [TestMethod]
    [DataRow("0.10.4", "Failed to hardlink files")]
    [DataRow("0.13.8", "Failed to hardlink files")]
    public void SomePackages_AreCopiedWithAWarning(string version, string prints)
    {
        var prediction = Uv(version, MadeVerdict.SomeForeign);

        Assert.AreEqual(("hardlink", true, prints), (Text(prediction), prediction.Warns, prediction.Prints));
    }

    // Some cannot be cloned and come by hard link: no copy, no warning.
    [TestMethod]
    public void SomePackagesByTheNextLink_AreNoWarning()
    {
        var prediction = Uv("0.13.8", MadeVerdict.Clones with { Reflink = ModeResult.Works with { NotForAll = true, Cause = Rules.NoCopyOnWrite } });

        Assert.AreEqual(("clone", false, ""), (Text(prediction), prediction.Warns, prediction.Prints));
    }

    [TestMethod]
    [DataRow("0.10.4", "clone", "Failed to clone files")]
    [DataRow("0.10.4", "symlink", "")]
    [DataRow("0.13.8", "clone", "Failed to hardlink files")]
    [DataRow("0.13.8", "copy", "")]
    public void Warning_IsTheVersionsOwn(string version, string told, string prints) =>
        Assert.AreEqual(prints, Prediction.Of(MadeVerdict.TwoFilesystems, s_uv, Behaviour(version), LinkModes.Find(told)!.Value).Prints);

    [TestMethod]
    public void CostlyLink_Costs()
    {
        Assert.IsTrue(Uv("0.13.8", MadeVerdict.CostlyLinks).Costs);
        Assert.IsFalse(Uv("0.13.8", MadeVerdict.Hardlinks).Costs);
    }

    private static Verdict Blocked(string operation) => new Blockage(Enum.Parse<Operation>(operation), Errno.EPERM, Rules.UnusableCache) is var blockage && operation is "SymlinkInCache" or "MoveInCache" or "LockCache" or "LockPackage"
        ? MadeVerdict.Hardlinks with { CacheWork = [blockage] }
        : MadeVerdict.Hardlinks with { CacheBlocked = blockage };

    private static void AssertUv(string expected, string version, Verdict verdict) => Assert.AreEqual(expected, Text(Uv(version, verdict)));

    private static Prediction Uv(string version, Verdict verdict) => Prediction.Of(verdict, s_uv, Behaviour(version), Behaviour(version).Default);

    private static Prediction Of(ToolProfile profile, Verdict verdict) => Prediction.Of(verdict, profile, profile.Behaviours[^1], profile.Behaviours[^1].Default);

    private static LinkBehaviour Behaviour(string version) => s_uv.FindBehaviour(NuGetVersion.Parse(version))!;

    private static string Text(Prediction prediction) =>
        prediction.Fails is { } fails ? $"fails: {fails.Operation} {fails.Errno} {fails.Cause}" : prediction.Text;
}
