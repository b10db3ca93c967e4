using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class CargoAnswersTests
{
    [TestMethod]
    public void Metadata_FillsTheStep()
    {
        var cargo = Asked.Cargo();

        Assert.IsTrue(cargo.Apply());
        AssertLines.None(cargo.Said);
        Assert.AreEqual(
            "1.95.0 /src/native/target /src/native/build /src/native tool",
            $"{cargo.Step.ToolVersion} {cargo.Step.TargetDirectory} {cargo.Step.BuildDirectory} {cargo.Step.WorkspaceDirectory} {cargo.Step.TargetFrom}");
    }

    [TestMethod]
    [DataRow("CARGO_TARGET_DIR")]
    [DataRow("CARGO_BUILD_TARGET_DIR")]
    public void VariableOfTheUser_NamesTheTarget(string variable)
    {
        var cargo = Asked.Cargo().With(variable, "/src/native/target");

        cargo.Apply();
        Assert.AreEqual(variable, cargo.Step.TargetFrom);
    }

    [TestMethod]
    public void TargetOnTheStep_StillLearnsTheWorkspace()
    {
        var cargo = Asked.Cargo(("TargetDirectory", "out"));

        cargo.Apply();
        Assert.AreEqual("/src/out metadata /src/native CARGO_TARGET_DIR=/src/out", $"{cargo.Step.TargetDirectory} {cargo.Step.TargetFrom} {cargo.Step.WorkspaceDirectory} {cargo.Step.EnvironmentVariables}");
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("""{"target_directory":17}""")]
    public void MetadataWithoutATarget_IsSaid(string json) => AssertSaid("it has no property 'target_directory'.", json);

    [TestMethod]
    [DataRow("warning: something\n{}")]
    [DataRow("")]
    public void NoJson_IsSaid(string output) => AssertSaid("it is not JSON (", output);

    [TestMethod]
    public void OldCargoWithoutABuildDirectory_IsFine()
    {
        var cargo = Asked.Cargo().Prints(StepQuestions.Target, """{"target_directory":"/t","workspace_root":"/w"}""");

        Assert.IsTrue(cargo.Apply());
        Assert.AreEqual("", cargo.Step.BuildDirectory);
    }

    private static void AssertSaid(string why, string output)
    {
        var cargo = Asked.Cargo().Prints(StepQuestions.Target, output);

        Assert.IsFalse(cargo.Apply());
        Assert.StartsWith(
            $"CACHETASKS0003 'cargo metadata --format-version 1 --no-deps --offline' gave no usable answer, so nothing is verified: {why}", cargo.Said.Single());
    }
}
