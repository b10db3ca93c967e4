using CacheTasks.Tasks;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;
using Microsoft.Build.Utilities;

namespace CacheTasks.Tests.Tasks;

/// <summary>Steps whose tool is a profile of the user's own: a shell script that answers by its argument.</summary>
[TestClass]
public sealed class ResolveCacheStepsTests : IDisposable
{
    private readonly TemporaryDirectory _project = new("resolve");

    public ResolveCacheStepsTests() => File.WriteAllText(
        _project["tool.sh"], "case $1 in version) echo mine 2.1.0;; cache) echo \"${MINE_CACHE-cache}\";; target) pwd;; esac");

    public void Dispose() => _project.Dispose();

    [TestMethod]
    public void OwnTool_IsAsked()
    {
        using var task = Resolve(("Tool", "mine"));

        AssertLines.None(task.Run().Diagnostics);
        Assert.AreEqual(
            $"2.1.0 {_project["cache"]} {_project["env"]} tool",
            string.Join(" ", new[] { "ToolVersion", "CacheDirectory", "TargetDirectory", "TargetFrom" }.Select(task.Steps[0].GetMetadata)));
    }

    [TestMethod]
    public void StepThatCannotBeResolved_IsLeftOut()
    {
        using var task = Resolve(("Tool", "absent"));

        AssertLines.Equal(["warning CACHETASKS0001"], task.Run().Diagnostics);
        Assert.IsEmpty(task.Steps);
    }

    [TestMethod]
    public void ToolThatIsNowhere_IsSaid()
    {
        using var task = Resolve(("Tool", "mine"));
        task.Tools[0].SetMetadata("Executable", "no-such-tool-anywhere");

        Assert.StartsWith("SyncPython: no-such-tool-anywhere is not on PATH", task.Run().Warnings.Single().Message);
        Assert.IsEmpty(task.Steps);
    }

    [TestMethod]
    public void SameStepTwice_IsOneStep()
    {
        using var task = Resolve(("Tool", "mine"));
        task.Steps = [task.Steps[0], new TaskItem(task.Steps[0]) { ItemSpec = "SYNCPYTHON" }];

        task.Run();

        Assert.AreEqual("SYNCPYTHON", task.Steps.Single().ItemSpec);
    }

    [TestMethod]
    public void OneToolInTwoWays_IsTwoStepsWithTheirOwnRecords()
    {
        using var task = Resolve(("Tool", "mine"));
        var other = new TaskItem(task.Steps[0]);
        other.SetMetadata("LinkMode", "copy");
        task.Steps = [task.Steps[0], other];

        task.Run();

        CollectionAssert.AreEqual(
            new[] { "SyncPython-mine", "SyncPython-mine-2" }, task.Steps.Select(step => step.GetMetadata("RecordName")).ToArray());
    }

    [TestMethod]
    public void TwoToolsInOneStep_HaveTheirOwnRecords()
    {
        using var task = Resolve(("Tool", "mine"));
        task.Steps = [task.Steps[0], MadeItem.Of("SyncPython", ("Tool", "other"))];
        task.Tools = [task.Tools[0], MadeItem.Of("other", ("Like", "mine"))];

        task.Run();
        AssertLines.Equal(["SyncPython-mine", "SyncPython-other"], task.Steps.Select(step => step.GetMetadata("RecordName")));
    }

    [TestMethod]
    public void OneTargetAskedFor_LeavesTheOthers()
    {
        using var task = Resolve(("Tool", "mine"));
        task.Steps = [task.Steps[0], MadeItem.Of("Another", ("Tool", "mine"))];
        task.Target = "another";

        task.Run();
        AssertLines.Equal(["Another"], task.Steps.Select(step => step.ItemSpec));
    }

    [TestMethod]
    public void SeveralFaults_AreSaidInOneRun()
    {
        using var task = Resolve(("Tool", "mine"), ("LinkMode", "fast"), ("Requires", "link"));

        AssertLines.Equal(["warning CACHETASKS0002", "warning CACHETASKS0002"], task.Run().Diagnostics);
    }

    private ResolveCacheSteps Resolve(params ReadOnlySpan<(string, string)> metadata)
    {
        var script = _project["tool.sh"];
        TaskItem tool = MadeItem.Of(
            "mine",
            ("Executable", "/bin/sh"),
            ("VersionArguments", script + " version"),
            ("CacheArguments", script + " cache"),
            ("TargetArguments", script + " target"),
            ("TargetDefault", "env"));
        return new ResolveCacheSteps { Steps = [MadeItem.Of("SyncPython", metadata)], Tools = [tool], ProjectDirectory = _project.Location };
    }
}
