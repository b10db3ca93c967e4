using CacheTasks.Steps;
using CacheTasks.Tasks;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Tasks;

// The step's own variable is one for the whole process, and commands that other tests run would see it.
[TestClass]
[DoNotParallelize]
public sealed class ApplyCacheEnvironmentTests : IDisposable
{
    // Of this test alone, since the environment is the whole process's.
    private readonly string _name = "CACHETASKS_TEST_" + Guid.NewGuid().ToString("N");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(_name, null);
        Environment.SetEnvironmentVariable(StepContext.Variable, null);
    }

    [TestMethod]
    [DataRow(null, DisplayName = "not set before")]
    [DataRow("before", DisplayName = "set before")]
    [DataRow("a;b%3B c", DisplayName = "odd characters")]
    public void Variables_AreSetAndPutBack(string? before)
    {
        Environment.SetEnvironmentVariable(_name, before);
        using var apply = new ApplyCacheEnvironment { Steps = [Step("SyncPython", "/my cache;%")] };
        apply.Run();
        Assert.AreEqual("/my cache;%", Environment.GetEnvironmentVariable(_name));

        using var restore = new ApplyCacheEnvironment { Steps = [], Restore = apply.Saved };
        restore.Run();
        Assert.AreEqual(before, Environment.GetEnvironmentVariable(_name));
    }

    [TestMethod]
    public void Variables_AreItemsForExec()
    {
        using var apply = new ApplyCacheEnvironment { Steps = [Step("SyncPython", "/my cache;%")] };

        apply.Run();
        Assert.AreEqual($"{_name}=/my cache;% SyncPython", $"{apply.CacheEnvironment.Single().ItemSpec} {apply.CacheEnvironment[0].GetMetadata("Step")}");
    }

    [TestMethod]
    public void TwoToolsThatWantTwoValues_AreSaid()
    {
        using var apply = new ApplyCacheEnvironment { Steps = [Step("SyncPython", "first"), Step("SyncPython", "second")] };

        var warning = apply.Run().Warnings.Single();
        Assert.AreEqual("CACHETASKS0005", warning.Code);
        Assert.AreEqual("first", Environment.GetEnvironmentVariable(_name));
        CollectionAssert.AreEqual(new[] { _name, StepContext.Variable }, apply.Saved.Select(item => item.ItemSpec).ToArray());
    }

    [TestMethod]
    public void TwoToolsThatWantOneValue_AreFine()
    {
        using var apply = new ApplyCacheEnvironment { Steps = [Step("SyncPython", "same"), Step("SyncPython", "same")] };

        AssertLines.None(apply.Run().Diagnostics);
    }

    [TestMethod]
    public void Commands_AreToldOfTheirStep()
    {
        using var apply = new ApplyCacheEnvironment { Steps = [Step("SyncPython", "value")] };
        apply.Run();

        var told = StepContext.Decode(Environment.GetEnvironmentVariable(StepContext.Variable)).Single();

        Assert.AreEqual($"SyncPython uv {_name}=value", $"{told.Name} {told.Tool} {told.EnvironmentVariables}");
        using var restore = new ApplyCacheEnvironment { Steps = [], Restore = apply.Saved };
        restore.Run();
        Assert.IsNull(Environment.GetEnvironmentVariable(StepContext.Variable));
    }

    private Microsoft.Build.Framework.ITaskItem Step(string name, string value) =>
        MadeItem.Of(name, ("Tool", "uv"), ("EnvironmentVariables", EnvironmentList.With("", _name, value)));
}
