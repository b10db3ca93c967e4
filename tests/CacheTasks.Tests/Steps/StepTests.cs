using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class StepTests
{
    [TestMethod]
    public void EveryUserMetadata_IsOneOfTheContract() => AssertLines.Equal(
        ["CacheDirectory", "CompilerCache", "LinkMode", "LockFile", "Placement", "Require", "SharedRoot", "TargetDirectory", "TargetLayout", "Tool", "Uses", "WorkingDirectory"],
        Step.UserMetadata.Order(StringComparer.Ordinal));

    [TestMethod]
    public void RecordName_IsTheStepsUnlessSaid()
    {
        var made = new MadeStep();

        Assert.AreEqual("SyncPython", made.Step.RecordName);
        made.Step.RecordName = "SyncPython-uv";
        Assert.AreEqual("SyncPython-uv", made.Step.RecordName);
    }

    [TestMethod]
    [DataRow("link", true)]
    [DataRow("LINK", true)]
    [DataRow("any", false)]
    [DataRow("", false)]
    public void RequireLink_IsReadInAnyCase(string value, bool required) => Assert.AreEqual(required, new MadeStep(("Require", value)).Step.RequiresLink);

    [TestMethod]
    public void VariablesSet_Gather()
    {
        var step = new MadeStep(("EnvironmentVariables", "A=1")).Step;

        step.SetVariable("B", "2;3");
        Assert.AreEqual("A=1;B=2%3B3", step.EnvironmentVariables);
    }
}
