using CacheTasks.Diagnostics;
using CacheTasks.Tasks;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Tasks;

/// <summary>How findings and defects of our own reach the build.</summary>
[TestClass]
public sealed class ReportingTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("reporting");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Warning_HasFileLineColumnCodeAndHelp()
    {
        File.WriteAllText(_folder["app.csproj"], "<Project>\n  <ItemGroup>\n    <CacheStep Include=\"SyncPython\" Tool=\"uvv\" />\n  </ItemGroup>\n</Project>");
        using var task = new VerifyColocation { Steps = [MadeItem.Of("SyncPython", ("Tool", "uvv"), ("DefinedIn", _folder["app.csproj"]))] };

        var warning = task.Run().Warnings.Single();

        Assert.AreEqual($"{_folder["app.csproj"]}(3,5): CACHETASKS0001", $"{warning.File}({warning.LineNumber},{warning.ColumnNumber}): {warning.Code}");
        Assert.StartsWith("SyncPython: no tool is called 'uvv'", warning.Message);
        Assert.AreEqual(HelpLink.For(Rules.UnknownTool), warning.HelpLink);
        Assert.IsNull(warning.HelpKeyword);
        Assert.IsNull(warning.Subcategory);
    }

    // GitHub's matcher needs a file.
    [TestMethod]
    public void ItemWithoutAFile_IsReportedAtTheProject()
    {
        using var task = new VerifyColocation { Steps = [MadeItem.Of("SyncPython", ("Tool", "uvv"))] };

        Assert.AreEqual("test.csproj", task.Run().Warnings.Single().File);
    }

    [TestMethod]
    public void PathWithBraces_IsNoFormat()
    {
        using var task = new VerifyColocation { Steps = [MadeItem.Of("SyncPython", ("Tool", "{0}{x}"))] };

        Assert.Contains("'{0}{x}'", task.Run().Warnings.Single().Message!);
    }

    [TestMethod]
    public void RequireLink_FailsTheTask()
    {
        File.WriteAllText(_folder["cache"], "");
        using var task = new VerifyColocation
        {
            BuildEngine = new RecordingEngine(),
            Steps = [MadeItem.Of("SyncPython", ("Tool", "uv"), ("CacheDirectory", _folder["cache"]), ("TargetDirectory", _folder["env"]), ("Require", "link"))],
        };

        Assert.IsFalse(task.Execute());
        AssertLines.Equal(["error CACHETASKS0006"], ((RecordingEngine)task.BuildEngine).Diagnostics);
    }

    // A defect of ours is said in one line; no later task of the chain then does anything to the step.
    [TestMethod]
    public void DefectOfOurs_IsAWarningWithoutAStackTrace()
    {
        using var task = new SetLinkMode { Steps = [MadeItem.Of("SyncPython", ("Tool", "uv"), ("Modes", "garbage"))] };

        var engine = task.Run();

        AssertLines.Equal(["warning CACHETASKS0007"], engine.Diagnostics);
        Assert.StartsWith("SyncPython: SetLinkMode failed and the step runs as without it: FormatException: 'garbage' says nothing of clone", engine.Warnings[0].Message);
        Assert.DoesNotContain("\n", engine.Warnings[0].Message!);
        Assert.IsEmpty(task.Steps);
    }
}
