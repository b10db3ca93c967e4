using CacheTasks.Colocation;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

[TestClass]
public class OtherToolsPlanTests
{
    [TestMethod]
    public void Cargo_LinksWithinItsTarget()
    {
        var plan = Choose(MadeProfile.Shipped("cargo"), MadeVerdict.Clones);

        Assert.AreEqual(new Prediction(LinkMode.Hardlink, false, false, null), plan.Prediction);
        Assert.IsNull(plan.Set);
    }

    // A tool that only reads its cache works with a read-only one.
    [TestMethod]
    public void ToolThatOnlyReadsItsCache_DoesNotFailOnAReadOnlyOne()
    {
        var reader = MadeProfile.Of(("LinkBehaviour", "[1.0,): hardlink>copy, copy"));

        Assert.AreEqual(new Prediction(LinkMode.Copy, true, false, null), Choose(reader, MadeVerdict.ReadOnlyCache).Prediction);
    }

    [TestMethod]
    public void LadderWithoutCopy_FailsWithItsLastStep()
    {
        var strict = MadeProfile.Of(("LinkBehaviour", "[1.0,): clone>hardlink"));

        var plan = Choose(strict, MadeVerdict.TwoMounts);

        Assert.AreEqual("fails", plan.Prediction.Text);
        Assert.AreEqual("hardlink files EXDEV CACHETASKS1002", $"{plan.Prediction.Fails!.Operation} {plan.Prediction.Fails.Errno} {plan.Prediction.Fails.Cause}");
    }

    [TestMethod]
    public void ModeThatTheToolDoesNotKnow_IsNotChosenForIt()
    {
        var simple = MadeProfile.Of(("LinkBehaviour", "[1.0,): hardlink>copy"));

        Assert.IsNull(Choose(simple, MadeVerdict.ClonesOnly).Set);
    }

    [TestMethod]
    public void CopiesAskedFor_AreWanted()
    {
        var plan = LinkPlan.Choose(MadeVerdict.TwoMounts, MadeProfile.Shipped("uv"), MadeProfile.Shipped("uv").Behaviours[^1], LinkMode.Copy, null);

        Assert.IsTrue(plan.WantsCopies);
        Assert.IsFalse(Choose(MadeProfile.Shipped("uv"), MadeVerdict.TwoMounts).WantsCopies);
    }

    private static LinkPlan Choose(ToolProfile profile, Verdict verdict) => LinkPlan.Choose(verdict, profile, profile.Behaviours[^1], null, null);
}
