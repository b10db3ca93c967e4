using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class UvAnswersTests
{
    [TestMethod]
    public void UsualAnswers_FillTheStep()
    {
        var uv = Asked.Uv();

        Assert.IsTrue(uv.Apply());
        AssertLines.None(uv.Said);
        Assert.AreEqual(
            "0.13.8 /home/dev/.cache/uv /src/python/.venv tool token",
            $"{uv.Step.ToolVersion} {uv.Step.CacheDirectory} {uv.Step.TargetDirectory} {uv.Step.TargetFrom} {uv.Step.AskToken}");
        Assert.AreEqual("", uv.Step.UserLinkMode + uv.Step.EnvironmentVariables);
    }

    // uv finds the project upwards: its environment lies there, not in the working directory.
    [TestMethod]
    public void ProjectAbove_HasTheEnvironment()
    {
        var uv = Asked.Uv().Prints(StepQuestions.Target, "/src\n");

        uv.Apply();
        Assert.AreEqual("/src/.venv", uv.Step.TargetDirectory);
    }

    [TestMethod]
    [DataRow("env", "/src/python/env", DisplayName = "relative: to the project")]
    [DataRow("/opt/env", "/opt/env", DisplayName = "absolute")]
    public void ProjectEnvironmentOfTheUser_IsTheTarget(string value, string target)
    {
        var uv = Asked.Uv().With("UV_PROJECT_ENVIRONMENT", value);

        uv.Apply();
        Assert.AreEqual($"{target} UV_PROJECT_ENVIRONMENT", $"{uv.Step.TargetDirectory} {uv.Step.TargetFrom}");
    }

    [TestMethod]
    public void RelativeCache_IsBelowTheWorkingDirectory()
    {
        var uv = Asked.Uv().Prints(StepQuestions.Cache, ".cache\n");

        uv.Apply();
        Assert.AreEqual("/src/python/.cache", uv.Step.CacheDirectory);
    }

    [TestMethod]
    public void PathWithSpaces_StaysWhole()
    {
        var uv = Asked.Uv().Prints(StepQuestions.Cache, "/my cache/with ; and %20 \r\n\n");

        uv.Apply();
        Assert.AreEqual("/my cache/with ; and %20 ", uv.Step.CacheDirectory);
    }

    [TestMethod]
    public void CacheOnTheStep_IsSetForTheStep()
    {
        var uv = Asked.Uv(("CacheDirectory", "cache"));

        Assert.IsTrue(uv.Apply());
        Assert.AreEqual("/src/cache UV_CACHE_DIR=/src/cache", $"{uv.Step.CacheDirectory} {uv.Step.EnvironmentVariables}");
        AssertLines.None(uv.Said);
    }

    [TestMethod]
    public void CacheOnTheStep_SaysWhatItOverrules()
    {
        var uv = Asked.Uv(("CacheDirectory", "/a")).With("UV_CACHE_DIR", "/b");

        uv.Apply();
        AssertLines.Equal(["CACHETASKS2006 CacheDirectory is set on the step, so UV_CACHE_DIR=/b of the environment does not count for it."], uv.Said);
    }

    [TestMethod]
    public void TargetOnTheStep_IsSetForTheStep()
    {
        var uv = Asked.Uv(("TargetDirectory", "env"));

        uv.Apply();
        Assert.AreEqual("/src/env metadata UV_PROJECT_ENVIRONMENT=/src/env", $"{uv.Step.TargetDirectory} {uv.Step.TargetFrom} {uv.Step.EnvironmentVariables}");
    }

    [TestMethod]
    public void OldVersion_IsSaidAndStillVerified()
    {
        var uv = Asked.Uv().Prints(StepQuestions.Version, "uv 0.1.44\n");

        Assert.IsTrue(uv.Apply());
        AssertLines.Equal(
            ["CACHETASKS0004 uv 0.1.44 is outside [0.10.4,), the versions whose behaviour is known: it may not answer what it is asked, and a prediction may be wrong. Use a supported version."],
            uv.Said);
    }
}
