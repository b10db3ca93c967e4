using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>What was tried gives the whole verdict: an extra cause is a failure here.</summary>
[TestClass]
public class ExplanationTests
{
    private static readonly Trials s_ext4 = new() { Reflink = Errno.EOPNOTSUPP };

    [TestMethod]
    public void AllWorks_GivesNoCause() => AssertVerdict(MadeVerdict.Clones, "", MadePair.OneMount, new Trials());

    [TestMethod]
    public void NoClones_IsACauseOfItsOwn() => AssertVerdict(MadeVerdict.Hardlinks, "1020", MadePair.OneMount, s_ext4);

    [TestMethod]
    public void TwoMounts_PreventTheLinkOnly() =>
        AssertVerdict(MadeVerdict.TwoMounts, "1002 1020", MadePair.TwoMounts, s_ext4 with { Hardlink = Errno.EXDEV });

    [TestMethod]
    public void TwoFilesystems_AreOneCauseOfTwoFailures() => AssertVerdict(
        MadeVerdict.TwoFilesystems, "1001", MadePair.TwoFilesystems, new Trials { Reflink = Errno.EXDEV, Hardlink = Errno.EXDEV });

    [TestMethod]
    public void ReadOnlyCache_BlocksAndIsFirst() => AssertVerdict(
        MadeVerdict.ReadOnlyCache,
        "1015 1002 1020",
        MadePair.TwoMounts,
        s_ext4 with { CreateInCache = Errno.EROFS, Hardlink = Errno.EXDEV });

    [TestMethod]
    public void FullTarget_FailsTheCopyButNotTheLink() =>
        AssertVerdict(MadeVerdict.FullTarget, "1021 1020", MadePair.OneMount, s_ext4 with { WriteToTarget = Errno.ENOSPC });

    [TestMethod]
    public void ReadOnlyTarget_FailsEveryModeForOneReason()
    {
        var refused = new Trials { CreateInTarget = Errno.EROFS, WriteToTarget = Errno.EROFS, Reflink = Errno.EROFS, Hardlink = Errno.EROFS, Symlink = Errno.EROFS };

        AssertVerdict(MadeVerdict.ReadOnlyTarget, "1015", MadePair.OneMount, refused);
    }

    // A user who may not link another's file (protected hard links) has a cache whose own file fails where a fresh one works.
    [TestMethod]
    public void CachesOwnFile_OverrulesAFreshOne() => AssertVerdict(
        MadeVerdict.Hardlinks with { Hardlink = new ModeResult(ModeOutcome.Fails, Errno.EPERM, Rules.Unknown) },
        "1020 1099",
        MadePair.OneMount,
        s_ext4 with { Samples = [MadeSample.Answer(MadeSample.File(), link: Errno.EPERM, clone: Errno.EOPNOTSUPP)] });

    [TestMethod]
    public void CachesOwnFile_DoesNotReplaceAFreshOnesCause() => AssertVerdict(
        MadeVerdict.TwoMounts,
        "1002 1020",
        MadePair.TwoMounts,
        s_ext4 with { Hardlink = Errno.EXDEV, Samples = [MadeSample.Answer(MadeSample.File(), link: Errno.EXDEV, clone: Errno.EOPNOTSUPP)] });

    // What stays when the first is solved is said as well, the one to solve first at the front.
    [TestMethod]
    public void SeveralCausesOfOneFailure_AreAllFound()
    {
        var projects = MadePair.InProjects(100, 200);
        var pair = projects with { Target = projects.Target.In(projects.Target.Details with { EncryptionPolicy = "0123abcd" }) };

        AssertVerdict(
            MadeVerdict.Clones with { Hardlink = new ModeResult(ModeOutcome.Fails, Errno.EXDEV, Rules.ProjectIds) }, "1005 1006", pair, new Trials { Hardlink = Errno.EXDEV });
    }

    [TestMethod]
    public void TwoMountsWithAReadOnlyRecord_AreBothSaid()
    {
        var trials = s_ext4 with { Hardlink = Errno.EXDEV, ReadOnlyCopy = MadeSample.File(mode: 0x124) };

        AssertVerdict(
            MadeVerdict.TwoMounts with { CacheBlocked = new Blockage(Operation.WriteToCopy, Errno.EACCES, Rules.NotWritable) }, "1014 1002 1020", MadePair.TwoMounts, trials);
    }

    // What fails in an empty cache is said by what is done there; the tool's version decides whether it matters.
    [TestMethod]
    public void WorkInAnEmptyCache_IsHandedOn()
    {
        var trials = s_ext4 with { Hardlink = Errno.EXDEV, CacheWork = [new Failure(Operation.MoveInCache, Errno.EXDEV)] };
        var verdict = Explanation.Of(MadePair.Sandboxed, trials, AllCauses.InOrder, out _);

        AssertLines.Equal([new Blockage(Operation.MoveInCache, Errno.EXDEV, Rules.Sandbox)], verdict.CacheWork);
        Assert.IsNull(verdict.CacheBlocked);
    }

    // Installers have another way where there are no symlinks; any other error ends them.
    [TestMethod]
    [DataRow(1, false)]
    [DataRow(95, false)]
    [DataRow(5, true)]
    [DataRow(13, true)]
    public void FailingSymlinks_BlockTheTargetUnlessThereAreNone(int errno, bool blocks) => Assert.AreEqual(
        blocks, Explanation.Of(MadePair.OneMount, s_ext4 with { Symlink = new Errno(errno) }, AllCauses.InOrder, out _).TargetBlocked is not null);

    [TestMethod]
    public void MoreSpecificCause_GoesFirst()
    {
        var causes = AllCauses.InOrder.Reverse().ToList();
        var verdict = Explanation.Of(MadePair.TwoMounts, s_ext4 with { Hardlink = Errno.EXDEV }, causes, out var findings);

        Assert.AreEqual(Rules.Unknown, verdict.Hardlink.Cause);
        Assert.AreEqual("1099 1020 1002", Numbers(findings));
    }

    [TestMethod]
    public void Findings_CarryTheWordsOfTheirCause()
    {
        Explanation.Of(MadePair.TwoMounts, new Trials { Hardlink = Errno.EXDEV }, AllCauses.InOrder, out var findings);

        var cause = new OtherMount();
        var failure = new Failure(Operation.Hardlink, Errno.EXDEV);
        Assert.AreEqual(cause.Describe(failure, MadePair.TwoMounts), findings.Single().Description);
        AssertLines.Equal(cause.Remedies(failure, MadePair.TwoMounts), findings.Single().Remedies);
        Assert.AreEqual(cause.Check(failure, MadePair.TwoMounts), findings.Single().Check);
        Assert.AreEqual(Operation.Hardlink, findings.Single().Operation);
    }

    private static void AssertVerdict(Verdict expected, string causes, Pair pair, Trials trials)
    {
        Assert.AreEqual(expected, Explanation.Of(pair, trials, AllCauses.InOrder, out var findings));
        Assert.AreEqual(causes, Numbers(findings));
    }

    private static string Numbers(IEnumerable<CauseFinding> findings) => string.Join(" ", findings.Select(finding => finding.Rule.Number));
}
