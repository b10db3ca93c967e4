using CacheTasks.Tasks;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Tasks;

[TestClass]
public sealed class ApplyCacheEnvironmentTests : IDisposable
{
    // Of this test alone, since the environment is the whole process's.
    private readonly string _name = "CACHETASKS_TEST_" + Guid.NewGuid().ToString("N");

    public void Dispose() => Environment.SetEnvironmentVariable(_name, null);

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
        Assert.HasCount(1, apply.Saved);
    }

    [TestMethod]
    public void TwoToolsThatWantOneValue_AreFine()
    {
        using var apply = new ApplyCacheEnvironment { Steps = [Step("SyncPython", "same"), Step("SyncPython", "same")] };

        AssertLines.None(apply.Run().Diagnostics);
    }

    private Microsoft.Build.Framework.ITaskItem Step(string name, string value) =>
        MadeItem.Of(name, ("Tool", "uv"), ("EnvironmentVariables", CacheTasks.Steps.EnvironmentList.With("", _name, value)));
}
