using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Builds in which no step of ours has a part: no task, no question to a tool, no file.</summary>
[TestClass]
public sealed class NothingToDoTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    public void NoCacheStep() => CostsNothing(With());

    [TestMethod]
    public void StepThatNothingCalls() =>
        CostsNothing(With(Step.Uv() with { Hook = "" }, Step.Cargo() with { Hook = "" }));

    [TestMethod]
    public void SwitchedOff()
    {
        var sync = Step.Uv();

        var build = CostsNothing(With(sync).Property("CacheTasksEnabled", "false"), "sync");

        Assert.IsTrue(build.Ran(sync));
    }

    [TestMethod]
    public void DesignTimeBuild()
    {
        // What IDEs ask for stops before BeforeBuild, so the step hangs on something that they do reach.
        var sync = Step.Uv() with { Hook = "BeforeTargets=\"CoreCompile\"" };

        var build = CostsNothing(With(sync), "sync", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true",
            "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-t:Compile");

        Assert.IsTrue(build.Ran(sync));
    }

    [TestMethod]
    public void ToolAbsent_ConditionOnTheItem()
    {
        const string NoUv = "'$(HasUv)' == 'true'";
        var consumer = With(Step.Uv() with { ItemCondition = NoUv, TargetCondition = NoUv });
        consumer.Tools.Remove("uv");

        CostsNothing(consumer);
    }

    private static BuildResult CostsNothing(Consumer consumer, string step = "", params IReadOnlyList<string> arguments)
    {
        var build = consumer.Build(arguments);

        SucceedsSilently(build);
        // One look at the end of a build that prepared nothing: the step's name may be misspelt.
        Assert.IsEmpty(build.OurTasks.Where(task => task.Task != "CheckCacheSteps"));
        Assert.IsEmpty(consumer.Tools.AsksOf("uv", step));
        Assert.IsEmpty(consumer.Tools.AsksOf("cargo", step));
        Assert.IsFalse(Directory.Exists(consumer.PathOf("obj/cachetasks")));
        return build;
    }
}
