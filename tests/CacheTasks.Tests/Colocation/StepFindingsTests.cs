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
        + "To see it: findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T /cache/uv; findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T /src/app/.venv. "
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
