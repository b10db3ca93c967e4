using CacheTasks.Steps;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class StepFaultsTests
{
    [TestMethod]
    [DataRow("/short", "/short")]
    [DataRow("", "")]
    public void ShortPath_IsWhole(string path, string shown) => Assert.AreEqual(shown, StepFaults.Shorten(path));

    // A path of 4,000 characters is a plausible mistake, and no diagnostic.
    [TestMethod]
    public void LongPath_KeepsItsEndsAndLength()
    {
        var shown = StepFaults.Shorten("/begin" + new string('x', 4000) + "end");

        Assert.StartsWith("/beginx", shown);
        Assert.EndsWith("xend (4009 characters)", shown);
        Assert.IsLessThan(200, shown.Length);
    }

    [TestMethod]
    public void MissingTool_SaysWhatToDo() => Assert.AreEqual(
        "uv is not on PATH, so nothing is verified. Install it, or put the step's own condition on the CacheStep item as well.", StepFaults.NotFound("uv").Text);
}
