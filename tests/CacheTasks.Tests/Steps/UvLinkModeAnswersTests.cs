using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

/// <summary>Which link mode the user has said, by environment or configuration.</summary>
[TestClass]
public class UvLinkModeAnswersTests
{
    [TestMethod]
    [DataRow("hardlink", "hardlink")]
    [DataRow("Copy", "copy")]
    [DataRow("fast", "", DisplayName = "invalid: uv itself will say so")]
    [DataRow("", "", DisplayName = "empty: not set")]
    public void Variable_IsTheUsersMode(string value, string mode) => Assert.AreEqual(mode, Find(Asked.Uv().With("UV_LINK_MODE", value)));

    [TestMethod]
    [DataRow("link_mode: Copy,", "copy")]
    [DataRow("  link_mode: Hardlink,\n  build_isolation: Isolate,\n", "hardlink")]
    [DataRow("link_mode: Clone,", "", DisplayName = "the version's own default")]
    [DataRow("link_mode: None,", "", DisplayName = "nothing set")]
    [DataRow("link_mode: Teleport,", "", DisplayName = "a mode that we do not know")]
    [DataRow("link_mode: Copy,\n link_mode: Symlink,", "symlink", DisplayName = "the resolved one comes last")]
    [DataRow("other: Copy,", "", DisplayName = "not printed")]
    public void Setting_IsTheUsersModeWhereItIsNotTheDefault(string settings, string mode) =>
        Assert.AreEqual(mode, Find(Asked.Uv().Prints(StepQuestions.LinkModeSetting, settings)));

    [TestMethod]
    public void DefaultOfAnOlderVersion_IsNotTheUsersMode() => Assert.AreEqual(
        "", Find(Asked.Uv().Prints(StepQuestions.Version, "uv 0.10.4\n").Prints(StepQuestions.LinkModeSetting, "link_mode: Hardlink,")));

    [TestMethod]
    public void Variable_GoesBeforeTheSetting() => Assert.AreEqual(
        "hardlink", Find(Asked.Uv().With("UV_LINK_MODE", "hardlink").Prints(StepQuestions.LinkModeSetting, "link_mode: Copy,")));

    // --show-settings is hidden and may go.
    [TestMethod]
    public void NoAnswer_IsNoMode() => Assert.AreEqual("", Find(Asked.Uv().Fails(StepQuestions.LinkModeSetting, 2, "error: unexpected argument")));

    private static string Find(Asked uv)
    {
        Assert.IsTrue(uv.Apply());
        AssertLines.None(uv.Said);
        return uv.Step.UserLinkMode;
    }
}
