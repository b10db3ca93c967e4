using CacheTasks.Tasks;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Tasks;

[TestClass]
public class CheckCacheStepsTests
{
    // This engine does not say which targets the project has: nothing is known, so nothing is said.
    [TestMethod]
    public void EngineWithoutTargets_IsNotGuessedAt()
    {
        using var task = new CheckCacheSteps { Steps = [MadeItem.Of("SyncPython", ("Tool", "uv"))] };

        AssertLines.None(task.Run().Diagnostics);
    }

    [TestMethod]
    public void StepBeyondTheLastSlot_IsSaid()
    {
        using var task = new CheckCacheSteps { Steps = [MadeItem.Of("First"), MadeItem.Of("Seventeenth")], Unhooked = ["seventeenth"] };

        Assert.AreEqual("Seventeenth: a project can have 16 steps; this one is not verified.", task.Run().Warnings.Single().Message);
    }
}
