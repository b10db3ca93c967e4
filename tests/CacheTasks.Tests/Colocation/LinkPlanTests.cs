using CacheTasks.Colocation;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using NuGet.Versioning;

namespace CacheTasks.Tests.Colocation;

/// <summary>
/// For each version of uv and each verdict: the prediction, the mode that we set, the plan. A row reads
/// <c>version · told by the user · told on the step · verdict → prediction · set · plan</c>; <c>!</c> is uv's own warning.
/// </summary>
[TestClass]
public class LinkPlanTests
{
    private const string Auto = "";

    private static readonly ToolProfile s_uv = MadeProfile.Shipped("uv");

    [TestMethod]
    [DataRow("0.10.4", "Clones", "hardlink · - · hardlink")]
    [DataRow("0.10.4", "Hardlinks", "hardlink · - · hardlink")]
    [DataRow("0.10.4", "ClonesOnly", "copy! shares · clone · clone")]
    [DataRow("0.10.4", "TwoMounts", "copy! · copy · copy")]
    [DataRow("0.10.4", "TwoFilesystems", "copy! · copy · copy")]
    [DataRow("0.10.5", "Clones", "clone · - · clone")]
    [DataRow("0.10.5", "Hardlinks", "hardlink · - · hardlink")]
    [DataRow("0.10.5", "ClonesOnly", "clone · - · clone")]
    [DataRow("0.10.5", "TwoMounts", "copy! · copy · copy")]
    [DataRow("0.10.5", "TwoFilesystems", "copy! · copy · copy")]
    [DataRow("0.13.8", "Clones", "clone · - · clone")]
    [DataRow("0.13.8", "Hardlinks", "hardlink · - · hardlink")]
    [DataRow("0.13.8", "TwoFilesystems", "copy! · copy · copy")]
    public void NobodySaysAMode_BestThatWorks(string version, string verdict, string plan) => AssertPlan(version, verdict, Auto, Auto, plan);

    [TestMethod]
    [DataRow("0.10.4", "clone", "Hardlinks", "copy! · - · copy!")]
    [DataRow("0.10.4", "hardlink", "ClonesOnly", "copy! shares · - · copy! shares")]
    [DataRow("0.10.4", "symlink", "TwoFilesystems", "symlink · - · symlink")]
    [DataRow("0.10.4", "copy", "Clones", "copy shares · - · copy shares")]
    [DataRow("0.10.5", "clone", "Hardlinks", "hardlink · - · hardlink")]
    [DataRow("0.10.5", "hardlink", "Clones", "hardlink · - · hardlink")]
    [DataRow("0.13.8", "clone", "TwoFilesystems", "copy! · - · copy!")]
    [DataRow("0.13.8", "hardlink", "TwoMounts", "copy! · - · copy!")]
    [DataRow("0.13.8", "symlink", "Clones", "symlink · - · symlink")]
    [DataRow("0.13.8", "copy", "Hardlinks", "copy · - · copy")]
    public void UserSaysAMode_ItStays(string version, string user, string verdict, string plan) => AssertPlan(version, verdict, user, Auto, plan);

    [TestMethod]
    [DataRow("0.10.4", "clone", "Clones", "hardlink · clone · clone")]
    [DataRow("0.10.4", "copy", "Hardlinks", "hardlink · copy · copy")]
    [DataRow("0.10.5", "clone", "Hardlinks", "hardlink · clone · hardlink")]
    [DataRow("0.13.8", "hardlink", "Clones", "clone · hardlink · hardlink")]
    [DataRow("0.13.8", "symlink", "TwoFilesystems", "copy! · symlink · symlink")]
    [DataRow("0.13.8", "hardlink", "TwoMounts", "copy! · hardlink · copy!")]
    public void StepSaysAMode_ItIsSet(string version, string step, string verdict, string plan) => AssertPlan(version, verdict, Auto, step, plan);

    [TestMethod]
    [DataRow("copy", "hardlink", "Clones", "copy shares · hardlink · hardlink")]
    [DataRow("hardlink", "hardlink", "Clones", "hardlink · - · hardlink", DisplayName = "the same as the user: nothing to set")]
    public void StepAndUserSayAMode_TheStepWins(string user, string step, string verdict, string plan) => AssertPlan("0.13.8", verdict, user, step, plan);

    [TestMethod]
    [DataRow("ReadOnlyCache", "fails to write to the cache: EROFS")]
    [DataRow("FullTarget", "fails to write to the target: ENOSPC")]
    [DataRow("ReadOnlyTarget", "fails to create the target: EROFS")]
    public void ToolWillFail_NothingIsSet(string verdict, string failure) => AssertPlan("0.13.8", verdict, Auto, Auto, $"{failure} · - · {failure}");

    // Copies go on where links stop half way, and where a link is a symlink into the cache.
    [TestMethod]
    [DataRow("HalfWay", "", "fails to hardlink files half way: EPERM · copy · copy")]
    [DataRow("HalfWay", "hardlink", "fails to hardlink files half way: EPERM · - · fails to hardlink files half way: EPERM", DisplayName = "the user's own mode stays")]
    [DataRow("LinksAreSymlinks", "", "symlink · copy · copy")]
    [DataRow("LinksAreSymlinks", "hardlink", "symlink · - · symlink")]
    [DataRow("SomeForeign", "", "hardlink! · - · hardlink!", DisplayName = "most files are linked: nothing is better")]
    [DataRow("CostlyLinks", "", "hardlink · - · hardlink")]
    public void LinksThatAreNotWhatTheySeem(string verdict, string user, string plan) => AssertPlan("0.13.8", verdict, user, Auto, plan);

    public static IEnumerable<object[]> EveryPairOfVersionAndVerdict =>
        from version in new[] { "0.10.4", "0.10.5", "0.13.8" }
        from verdict in typeof(MadeVerdict).GetProperties().Where(property => property.PropertyType == typeof(Verdict))
        select new object[] { version, verdict.Name };

    // A symlinked environment breaks when the cache is cleaned.
    [TestMethod]
    [DynamicData(nameof(EveryPairOfVersionAndVerdict))]
    public void NobodySaysAMode_NeverSymlink(string version, string verdict)
    {
        var plan = Choose(version, verdict, Auto, Auto);

        Assert.AreNotEqual(LinkMode.Symlink, plan.Set);
        Assert.AreNotEqual(LinkMode.Symlink, plan.Planned.Mode);
    }

    private static void AssertPlan(string version, string verdict, string user, string step, string expected)
    {
        var plan = Choose(version, verdict, user, step);

        Assert.AreEqual(expected, $"{Text(plan.Prediction)} · {plan.Set?.Name() ?? "-"} · {Text(plan.Planned)}");
    }

    private static LinkPlan Choose(string version, string verdict, string user, string step) => LinkPlan.Choose(
        (Verdict)typeof(MadeVerdict).GetProperty(verdict)!.GetValue(null)!,
        s_uv,
        s_uv.FindBehaviour(NuGetVersion.Parse(version))!,
        LinkModes.Find(user),
        LinkModes.Find(step));

    private static string Text(Prediction prediction) => prediction.Fails is { } fails
        ? $"fails to {fails.Operation}: {fails.Errno.Name}"
        : prediction.Text + (prediction.Warns ? "!" : "") + (prediction.SharesBlocks ? " shares" : "");
}
