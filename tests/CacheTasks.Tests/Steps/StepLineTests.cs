using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class StepLineTests
{
    [TestMethod]
    public void PlannedStep_ReadsAsTheContractShows() => Assert.AreEqual(
        "  CacheTasks  SyncPython  uv 0.13.8  /cache/uv → /src/.venv: clone (same xfs, mount 31)",
        Line("uv", ("CacheDirectory", "/cache/uv"), ("Planned", "clone"), ("Reason", "same xfs, mount 31")));

    [TestMethod]
    public void AllocatedTarget_IsPrivate() => Assert.AreEqual(
        "  CacheTasks  SyncPython  cargo 0.13.8  /src/.venv: private",
        Line("cargo", ("Planned", "hardlink"), ("Reason", "within ext4, mount 27"), ("TargetFrom", StepLine.SharedRoot)));

    [TestMethod]
    public void StepWithoutAPlan_HasItsDirectories() =>
        Assert.AreEqual("  CacheTasks  SyncPython  uv 0.13.8  /cache/uv → /src/.venv", Line("uv", ("CacheDirectory", "/cache/uv")));

    [TestMethod]
    public void ToolWithoutATarget_HasItsCache() => Assert.AreEqual("  CacheTasks  SyncPython  npm 0.13.8  /cache/npm", Line("npm", ("CacheDirectory", "/cache/npm")));

    [TestMethod]
    public void ToolThatIsNotAsked_HasNoVersion() =>
        Assert.AreEqual("  CacheTasks  SyncPython  gradle  /cache/gradle", Line("gradle", ("ToolVersion", ""), ("CacheDirectory", "/cache/gradle")));

    [TestMethod]
    public void PathBelowHome_IsShort()
    {
        var home = Environment.GetEnvironmentVariable("HOME");

        Assert.Contains("  ~/.cache/uv → ", Line("uv", ("CacheDirectory", home + "/.cache/uv")));
        Assert.Contains($"  {home}other/uv → ", Line("uv", ("CacheDirectory", home + "other/uv")));
    }

    private static string Line(string tool, params ReadOnlySpan<(string, string)> metadata) => StepLine.BeforeStep(
        new MadeStep([("ToolVersion", "0.13.8"), ("TargetDirectory", "/src/.venv"), .. metadata]).Step, MadeProfile.Shipped(tool));
}
