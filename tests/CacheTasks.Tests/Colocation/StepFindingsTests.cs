using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>What the user gets to read of a verdict, and how loud.</summary>
[TestClass]
public class StepFindingsTests
{
    private static readonly Trials s_twoMounts = new() { Reflink = Errno.EOPNOTSUPP, Hardlink = Errno.EXDEV };

    [TestMethod]
    public void CopiesInsteadOfLinks_AreAWarning() => AssertFindings("Warning CACHETASKS1002", MadePair.TwoMounts, s_twoMounts);

    [TestMethod]
    public void CopiesInsteadOfLinks_WithRequireLink_AreAnError() =>
        AssertFindings("Error CACHETASKS1002", MadePair.TwoMounts, s_twoMounts, ("Require", "Link"));

    [TestMethod]
    [DataRow("LinkMode")]
    [DataRow("UserLinkMode")]
    public void CopiesThatWereAskedFor_AreNotSpokenOf(string who) =>
        AssertFindings("", MadePair.TwoMounts, s_twoMounts, (who, "copy"));

    [TestMethod]
    public void LinksThatWork_AreNotSpokenOf() => AssertFindings("", MadePair.OneMount, new Trials { Reflink = Errno.EOPNOTSUPP });

    [TestMethod]
    public void ClonesAcrossMounts_AreNotSpokenOf() => AssertFindings("", MadePair.TwoMounts, new Trials { Hardlink = Errno.EXDEV });

    [TestMethod]
    public void ToolThatWillFail_WarnsEvenWhereCopiesAreAskedFor() => AssertFindings(
        "Warning CACHETASKS1015", MadePair.OneMount, new Trials { Reflink = Errno.EOPNOTSUPP, CreateInCache = Errno.EROFS }, ("LinkMode", "copy"));

    [TestMethod]
    public void ObstacleBehindAFailure_IsNotSpokenOf() => AssertFindings(
        "Warning CACHETASKS1015", MadePair.TwoMounts, s_twoMounts with { CreateInCache = Errno.EROFS });

    [TestMethod]
    public void ModeThatTheStepAsksForInVain_IsAWarningWithItsCause()
    {
        var finding = Find(MadePair.OneMount, new Trials { Reflink = Errno.EOPNOTSUPP }, ("LinkMode", "clone")).Single();

        Assert.AreEqual($"Warning {Rules.NoClones}", $"{finding.EffectiveSeverity} {finding.Rule}");
        Assert.StartsWith("LinkMode=\"clone\" cannot work, files will come by hard link: ext4 (8:1) has no clones. ", finding.Text);
    }

    // What the user's own environment says is the user's business.
    [TestMethod]
    public void ModeThatTheUserAsksForInVain_IsNotSpokenOf() =>
        AssertFindings("", MadePair.OneMount, new Trials { Reflink = Errno.EOPNOTSUPP }, ("UserLinkMode", "clone"));

    [TestMethod]
    public void Text_IsConsequenceEvidenceRemedy() => Assert.AreEqual(
        "files will be copied, not linked: /cache/uv and /src/app/.venv are on one ext4 (8:1) but on two mounts (31 at /cache and 36 at /src). "
        + "To see it: `findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T /cache/uv; findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T /src/app/.venv`. "
        + "Reach both through one mount: set CacheDirectory to a folder below /src, or mount one common parent instead of two folders. "
        + "If the copies are wanted, set LinkMode=\"copy\".",
        Find(MadePair.TwoMounts, s_twoMounts).Single().Text);

    [TestMethod]
    public void Failure_IsTheConsequence() => Assert.StartsWith(
        "uv will fail to write to the cache (Read-only file system, EROFS): ",
        Find(MadePair.OneMount, new Trials { Reflink = Errno.EOPNOTSUPP, CreateInCache = Errno.EROFS }).Single().Text);

    [TestMethod]
    public void SharedBlocks_AreMentioned() => Assert.StartsWith(
        "LinkMode=\"hardlink\" cannot work, files will be copied, sharing their blocks, so uv's own 'Failed to hardlink files; falling back to full copy' is wrong: ",
        Find(MadePair.TwoMounts, new Trials { Hardlink = Errno.EXDEV }, ("LinkMode", "hardlink")).Single().Text);

    [TestMethod]
    public void CopiesThatWereAskedFor_ContradictRequireLink() => AssertFindings(
        "Warning CACHETASKS0002", MadePair.OneMount, new Trials(), ("UserLinkMode", "copy"), ("Require", "link"));

    [TestMethod]
    public void BadCachePath_NamesTheWaysToChangeIt()
    {
        var problem = new PlaceProblem("/cache/file", Errno.ENOTDIR, "is a file, not a directory");
        var finding = StepFindings.Of(
            new MadeStep().Step, MadeProfile.Shipped("uv"), new Judgement(null, null, [], problem, null), null).Single();

        Assert.AreEqual(Rules.NotADirectory, finding.Rule);
        Assert.AreEqual(
            "the cache cannot be used, so nothing is verified: /cache/file is a file, not a directory. Set CacheDirectory or UV_CACHE_DIR to a folder.", finding.Text);
    }

    // Whoever demands links does not want to wait for ever.
    [TestMethod]
    [DataRow("any", "Warning CACHETASKS1024")]
    [DataRow("link", "Error CACHETASKS1024")]
    public void MountThatDoesNotAnswer_StopsWhoRequiresLinks(string require, string expected)
    {
        var silent = NoAnswer.Find(new SilentMount("/mnt/4e/uv", MadePlace.Nfs4, TimeSpan.FromSeconds(5)));
        var finding = StepFindings.Of(new MadeStep(("Require", require)).Step, MadeProfile.Shipped("uv"), new Judgement(null, null, [silent], null, null), null).Single();

        Assert.AreEqual(expected, $"{finding.EffectiveSeverity} {finding.Rule}");
        Assert.StartsWith("nothing is verified, and the step will probably wait without end as well: /mnt/4e/uv is on nfs4 from 127.0.0.1:/srv/e ", finding.Text);
        Assert.Contains(" To see it: `stat -f /mnt/4e & sleep 5; jobs`. Bring the server back", finding.Text);
    }

    [TestMethod]
    public void LinksThatCost_AreAWarning() => Assert.StartsWith(
        "files will come by hard link, and each costs as much as a copy: the cache's file /cache/uv/archive-v0/0/0.py lies in a lower layer ",
        Find(MadePair.Overlay, WithSamples(MadeSample.Answer(MadeSample.File(), clone: Errno.EOPNOTSUPP, isLower: true))).Single().Text);

    [TestMethod]
    public void SomeFilesThatCannotBeLinked_AreAWarning() => Assert.StartsWith(
        "most files will come by hard link, the others will be copied: the cache's file /cache/uv/archive-v0/1/1.py belongs to user 0",
        Find(MadePair.OneMount, WithSamples(s_own, Foreign(package: 1))).Single().Text);

    [TestMethod]
    public void FailureHalfWay_IsAvoidedAndSaid()
    {
        var finding = Find(MadePair.OneMount, WithSamples(s_own, Foreign(package: 0))).Single();

        Assert.AreEqual(Rules.MixedOwners, finding.Rule);
        Assert.StartsWith("uv would fail half way (Operation not permitted, EPERM), so files will be copied: files of one package in the cache belong to several users", finding.Text);
    }

    [TestMethod]
    public void FailureHalfWayThatTheUserAsksFor_IsTheConsequence() => Assert.StartsWith(
        "uv will fail to hardlink files half way (Operation not permitted, EPERM): ",
        Find(MadePair.OneMount, WithSamples(s_own, Foreign(package: 0)), ("UserLinkMode", "hardlink")).Single().Text);

    [TestMethod]
    public void LinksThatAreSymlinks_AreReplacedByCopies()
    {
        var finding = Find(MadePair.Union, new Trials { Reflink = Errno.EOPNOTSUPP, HardlinkIsSymlink = true }).Single();

        Assert.AreEqual(Rules.LinkIsSymlink, finding.Rule);
        Assert.StartsWith("files will be copied, not linked: ", finding.Text);
    }

    // On a slow mount the links are what the user waits for.
    [TestMethod]
    [DataRow(2_300_000, "same nfs4, mount 44, a link takes about 2.3 ms, 1,000 files 2.3 s")]
    [DataRow(150_000, "same nfs4, mount 44")]
    public void SlowLinks_AreSaid(int nanoseconds, string reason)
    {
        var uv = MadeProfile.Shipped("uv");
        var plan = LinkPlan.Choose(MadeVerdict.Hardlinks, uv, uv.Behaviours[^1], null, null);

        Assert.AreEqual(reason, StepFindings.Reason(new Judgement(MadeVerdict.Hardlinks, MadePair.Server, [], null, null) { LinkTime = nanoseconds }, plan, uv));
    }

    private static readonly SampleTrial s_own = MadeSample.Answer(MadeSample.File(), clone: Errno.EOPNOTSUPP);

    private static SampleTrial Foreign(int package) =>
        MadeSample.Answer(MadeSample.File(owner: 0, number: 1, package: package), link: Errno.EPERM, clone: Errno.EOPNOTSUPP);

    private static Trials WithSamples(params SampleTrial[] samples) => new() { Reflink = Errno.EOPNOTSUPP, Samples = samples };

    private static void AssertFindings(string expected, Pair pair, Trials trials, params ReadOnlySpan<(string, string)> metadata) =>
        Assert.AreEqual(expected, string.Join(", ", Find(pair, trials, metadata).Select(finding => $"{finding.EffectiveSeverity} {finding.Rule}")));

    private static List<Finding> Find(Pair pair, Trials trials, params ReadOnlySpan<(string, string)> metadata)
    {
        var uv = MadeProfile.Shipped("uv");
        var step = new MadeStep([("Tool", "uv"), ("ToolVersion", "0.13.8"), .. metadata]).Step;
        var verdict = Explanation.Of(pair, trials, AllCauses.InOrder, out var causes);
        return [.. StepFindings.Of(step, uv, new Judgement(verdict, pair, causes, null, null), Verification.Plan(verdict, step, uv))];
    }
}
