using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>What the cache's own files make of a mode that works for a fresh one: user 1000 and a cache that root wrote to.</summary>
[TestClass]
public class SampleExplanationTests
{
    private static readonly ModeResult s_refused = new(ModeOutcome.Fails, Errno.EPERM, Rules.ForeignOwner);

    [TestMethod]
    public void OwnFiles_ChangeNothing() => AssertHardlink(ModeResult.Works, "1020", Own(0, 0), Own(0, 1));

    [TestMethod]
    public void AllForeign_FailsTheMode() => AssertHardlink(s_refused, "1010 1020", Foreign(0, 0), Foreign(1, 0));

    // A tool settles on the first file's mode, and stops at one that fails it.
    [TestMethod]
    public void LaterForeignFile_BreaksThePackage() => AssertHardlink(
        ModeResult.Works with { Breaks = new Break(Errno.EPERM, Rules.MixedOwners) }, "1025 1010 1020", Own(0, 0), Own(0, 1), Foreign(0, 2));

    [TestMethod]
    public void LaterFileOfOneOwner_BreaksForItsOwnReason() => AssertHardlink(
        ModeResult.Works with { Breaks = new Break(Errno.EPERM, Rules.FlaggedFiles) }, "1012 1020", Own(0, 0), Answer(MadeSample.File(number: 1, attributes: InodeAttributes.Immutable)));

    // Its first file fails, so the tool takes its next mode for that package: no break.
    [TestMethod]
    public void WholeForeignPackage_IsForTheNextMode() => AssertHardlink(
        ModeResult.Works with { NotForAll = true, Errno = Errno.EPERM, Cause = Rules.ForeignOwner }, "1010 1020", Own(0, 0), Own(1, 1), Foreign(2, 2), Foreign(2, 3));

    [TestMethod]
    public void FirstForeignFileOnly_IsForTheNextMode() => AssertHardlink(
        ModeResult.Works with { NotForAll = true, Errno = Errno.EPERM, Cause = Rules.ForeignOwner }, "1010 1020", Own(0, 0), Foreign(1, 1), Own(1, 2));

    [TestMethod]
    public void MostPackagesForeign_FailTheMode() => AssertHardlink(s_refused, "1010 1020", Own(0, 0), Foreign(1, 1), Foreign(2, 2));

    [TestMethod]
    public void HalfOfThePackagesForeign_IsNotMost() => AssertHardlink(
        ModeResult.Works with { NotForAll = true, Errno = Errno.EPERM, Cause = Rules.ForeignOwner }, "1010 1020", Own(0, 0), Foreign(1, 1));

    // One file was tried for many alike.
    [TestMethod]
    public void OneAnswer_StandsForAllOfItsKind()
    {
        var foreign = Enumerable.Range(1, 3).Select(package => MadeSample.File(owner: 0, number: package, package: package)).ToList();

        AssertHardlink(s_refused, "1010 1020", Own(0, 0), new SampleTrial(foreign[2], foreign, Errno.None, Errno.EPERM, Errno.EOPNOTSUPP, false));
    }

    [TestMethod]
    public void LinkLimitOfALaterFile_Breaks() => AssertHardlink(
        ModeResult.Works with { Breaks = new Break(Errno.EMLINK, Rules.LinkLimit) },
        "1016 1020",
        Own(0, 0),
        MadeSample.Answer(MadeSample.File(number: 1, links: 65000), link: Errno.EMLINK, clone: Errno.EOPNOTSUPP));

    [TestMethod]
    public void LowerLayer_Costs() => AssertHardlink(
        new ModeResult(ModeOutcome.Costs, default, Rules.CopyUp), "1009 1020", MadeSample.Answer(MadeSample.File(), clone: Errno.EOPNOTSUPP, isLower: true));

    // Foreign files of a cache on xfs can be cloned as long as they can be read.
    [TestMethod]
    public void ReadableForeignFile_CanBeCloned()
    {
        var verdict = Explain(new Trials { Samples = [MadeSample.Answer(MadeSample.File(owner: 0), link: Errno.EPERM)] }, out _);

        Assert.AreEqual(ModeResult.Works, verdict.Reflink);
        Assert.AreEqual(s_refused, verdict.Hardlink);
        Assert.IsTrue(verdict.Copy.SharesBlocks);
    }

    [TestMethod]
    public void UnreadableFile_FailsCloneAndCopy()
    {
        var verdict = Explain(new Trials { Samples = [Unreadable("a.py")] }, out _);

        var refused = new ModeResult(ModeOutcome.Fails, Errno.EACCES, Rules.ForeignOwner);
        Assert.AreEqual((refused, refused), (verdict.Reflink, verdict.Copy));
        Assert.IsNull(verdict.CacheBlocked);
    }

    // A tool reads a package's description before anything else, whatever the mode.
    [TestMethod]
    [DataRow("METADATA")]
    [DataRow("WHEEL")]
    public void UnreadableDescription_BlocksTheCache(string name)
    {
        var verdict = Explain(new Trials { Samples = [Own(0, 0), Unreadable(name)] }, out _);

        Assert.AreEqual(new Blockage(Operation.ReadSample, Errno.EACCES, Rules.ForeignOwner), verdict.CacheBlocked);
    }

    [TestMethod]
    public void ReadOnlyFileThatIsRewritten_BlocksTheCache()
    {
        var verdict = Explain(new Trials { ReadOnlyCopy = MadeSample.File(mode: 0x124) }, out var causes);

        Assert.AreEqual(new Blockage(Operation.WriteToCopy, Errno.EACCES, Rules.NotWritable), verdict.CacheBlocked);
        Assert.AreEqual("1014", causes);
    }

    private static SampleTrial Own(int package, int number) => MadeSample.Answer(MadeSample.File(number: number, package: package), clone: Errno.EOPNOTSUPP);

    private static SampleTrial Foreign(int package, int number) => Answer(MadeSample.File(owner: 0, number: number, package: package));

    private static SampleTrial Answer(SampledFile file) => MadeSample.Answer(file, link: Errno.EPERM, clone: Errno.EOPNOTSUPP);

    private static SampleTrial Unreadable(string name) => MadeSample.Answer(
        MadeSample.File(owner: 0, mode: 0x180, number: 1, package: 1) with { Path = "/cache/uv/archive-v0/1/x.dist-info/" + name }, Errno.EPERM, Errno.EACCES, Errno.EACCES);

    private static void AssertHardlink(ModeResult expected, string causes, params SampleTrial[] samples)
    {
        var verdict = Explain(new Trials { Reflink = Errno.EOPNOTSUPP, Samples = samples }, out var found);

        Assert.AreEqual(expected, verdict.Hardlink);
        Assert.AreEqual(string.Join(" ", causes.Split(' ').Order(StringComparer.Ordinal)), string.Join(" ", found.Split(' ').Order(StringComparer.Ordinal)));
    }

    private static Verdict Explain(Trials trials, out string causes)
    {
        var verdict = Explanation.Of(MadePair.OneMount, trials, AllCauses.InOrder, out var findings);
        causes = string.Join(" ", findings.Select(finding => finding.Rule.Number));
        return verdict;
    }
}
