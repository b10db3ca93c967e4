using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Steps;

/// <summary>uv pip: the active environment, else the nearest .venv upwards, else it must be given.</summary>
[TestClass]
public sealed class UvPipAnswersTests : IDisposable
{
    private readonly TemporaryDirectory _project = new("uvpip");

    public UvPipAnswersTests() => Directory.CreateDirectory(_project["src", "python"]);

    public void Dispose() => _project.Dispose();

    [TestMethod]
    public void ActiveEnvironment_IsTheTarget()
    {
        var pip = Ask().With("VIRTUAL_ENV", "/opt/env");

        Assert.IsTrue(pip.Apply());
        Assert.AreEqual("/opt/env VIRTUAL_ENV", $"{pip.Step.TargetDirectory} {pip.Step.TargetFrom}");
    }

    [TestMethod]
    [DataRow("src/python/.venv")]
    [DataRow("src/.venv")]
    public void NearestEnvironmentUpwards_IsTheTarget(string environment)
    {
        Directory.CreateDirectory(_project[".venv"]);
        Directory.CreateDirectory(_project[environment]);
        var pip = Ask();

        Assert.IsTrue(pip.Apply());
        Assert.AreEqual($"{_project[environment]} tool", $"{pip.Step.TargetDirectory} {pip.Step.TargetFrom}");
    }

    [TestMethod]
    public void NoEnvironment_MustBeGiven()
    {
        var pip = Ask();

        Assert.IsFalse(pip.Apply());
        AssertLines.Equal(
            ["CACHETASKS0003 the target of uv-pip is not known, so nothing is verified: VIRTUAL_ENV is not set and no .venv lies in the working directory or above it. Set TargetDirectory."],
            pip.Said);
    }

    private Asked Ask() => new Asked("uv-pip", _project["src", "python"])
        .Prints(StepQuestions.Version, "uv 0.13.8\n")
        .Prints(StepQuestions.Cache, "/cache\n")
        .Prints(StepQuestions.LinkModeSetting, "");
}
