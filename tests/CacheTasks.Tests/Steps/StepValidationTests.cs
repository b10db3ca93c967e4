using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Steps;

[TestClass]
public sealed class StepValidationTests : IDisposable
{
    private readonly TemporaryDirectory _project = new("validation");

    public void Dispose() => _project.Dispose();

    [TestMethod]
    public void LeastStep_IsUsableAndGetsItsDefaults()
    {
        var made = new MadeStep(("Tool", "uv"));

        AssertLines.None(Check(made, out var usable));
        Assert.IsTrue(usable);
        Assert.AreEqual("auto any checkout", $"{made.Step.LinkMode} {made.Step.Require} {made.Step.TargetLayout}");
        Assert.AreEqual(_project.Location, made.Step.WorkingDirectory.TrimEnd('/'));
    }

    [TestMethod]
    [DataRow("LinkMode", "fast", "LinkMode=\"fast\" is not valid, so auto is used. Valid here: auto, clone, hardlink, symlink, copy.")]
    [DataRow("Require", "links", "Require=\"links\" is not valid, so any is used. Valid here: link, any.")]
    [DataRow("TargetLayout", "flat", "TargetLayout=\"flat\" is not valid, so checkout is used. Valid here: checkout, workspace, user.")]
    [DataRow("Placement", "fix", "Placement=\"fix\" is not valid, so keep is used. Valid here: keep, colocate, fixed.")]
    public void InvalidChoice_NamesTheValidOnes(string name, string value, string text)
    {
        AssertLines.Equal(["CACHETASKS0002 " + text], Check(new MadeStep(("Tool", "uv"), (name, value)), out var usable));
        Assert.IsTrue(usable);
    }

    [TestMethod]
    [DataRow("LinkMode", " HardLink ")]
    [DataRow("Require", "LINK")]
    [DataRow("TargetLayout", "WorkSpace")]
    [DataRow("Placement", "Keep")]
    public void ChoiceInAnotherCase_IsValid(string name, string value) =>
        AssertLines.None(Check(new MadeStep(("Tool", "uv"), (name, value)), out _));

    [TestMethod]
    [DataRow("LinkMod", "LinkMode")]
    [DataRow("CacheDirectoy", "CacheDirectory")]
    [DataRow("Requires", "Require")]
    public void MisspeltMetadata_NamesTheNearest(string name, string meant) => AssertLines.Equal(
        [$"CACHETASKS0002 the metadata {name} is not known and has no effect. Did you mean {meant}?"], Check(new MadeStep(("Tool", "uv"), (name, "x")), out _));

    [TestMethod]
    [DataRow("linkmode", "copy", DisplayName = "known in another case")]
    [DataRow("Owner", "me", DisplayName = "the user's own")]
    public void OtherMetadata_IsLeftAlone(string name, string value) => AssertLines.None(Check(new MadeStep(("Tool", "uv"), (name, value)), out _));

    [TestMethod]
    [DataRow("", "Tool is not set, so nothing is verified.")]
    [DataRow("uvv", "no tool is called 'uvv', so nothing is verified. Did you mean uv?")]
    [DataRow("poetry", "no tool is called 'poetry', so nothing is verified.")]
    public void UnknownTool_ListsTheKnownOnes(string tool, string text)
    {
        var known = string.Join(", ", ToolProfiles.Shipped.Names);

        AssertLines.Equal(
            [$"CACHETASKS0001 {text} Known: {known}. Another tool is added as a CacheTool item."], Check(new MadeStep(("Tool", tool)), out var usable));
        Assert.IsFalse(usable);
    }

    [TestMethod]
    public void UnknownToolThatIsUsed_LeavesTheStepAsItIs()
    {
        var known = string.Join(", ", ToolProfiles.Shipped.Names);

        AssertLines.Equal(
            [$"CACHETASKS0001 Uses names 'npn', which no tool is called, so nothing is set for it. Did you mean npm? Known: {known}."],
            Check(new MadeStep(("Tool", "uv"), ("Uses", "pip; npn")), out var usable));
        Assert.IsTrue(usable);
    }

    [TestMethod]
    public void BrokenProfile_QuotesItsFault()
    {
        var profiles = MadeProfile.Given(("mine", [("AskTimeout", "soon")]));

        AssertLines.Equal(
            ["CACHETASKS0002 the CacheTool 'mine' cannot be read, so nothing is verified: AskTimeout 'soon' is not a number of seconds between 0 and 3600."],
            Check(new MadeStep(("Tool", "mine")), out var usable, profiles));
        Assert.IsFalse(usable);
    }

    [TestMethod]
    public void MissingWorkingDirectory_IsSaid()
    {
        var text = $"CACHETASKS0006 WorkingDirectory=\"python\" does not exist ({_project["python"]}), so nothing is verified. Set it to the folder that the step runs in, relative to the project.";

        AssertLines.Equal([text], Check(new MadeStep(("Tool", "uv"), ("WorkingDirectory", "python")), out var usable));
        Assert.IsFalse(usable);
    }

    [TestMethod]
    public void WorkingDirectoryThatIsAFile_IsSaid()
    {
        File.WriteAllText(_project["python"], "");

        Assert.StartsWith("CACHETASKS0006 WorkingDirectory=\"python\" is a file", Check(new MadeStep(("Tool", "uv"), ("WorkingDirectory", "python")), out _).Single());
    }

    [TestMethod]
    public void SeveralFaults_AreAllSaidInOneRun() => Assert.AreEqual(
        "0002 0002 0002 0001 0006",
        string.Join(" ", Check(new MadeStep(("Tool", "x"), ("LinkMode", "y"), ("Require", "z"), ("Tol", "uv"), ("WorkingDirectory", "absent")), out _)
            .Select(text => text[10..14])));

    private List<string> Check(MadeStep made, out bool usable, ToolProfiles? profiles = null) =>
        [.. StepValidation.Check(made.Step, [.. made.Names], profiles ?? ToolProfiles.Shipped, path => _project[path], out usable).Select(finding => $"{finding.Rule} {finding.Text}")];
}
