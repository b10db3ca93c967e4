using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>The unchanged Exec sees its own step's variables, and nobody else does.</summary>
[TestClass]
public sealed class EnvironmentTests(TestContext context) : BuildTest(context)
{
    private const string Sync = "echo \"[$UV_LINK_MODE][$UV_CACHE_DIR]\" > seen && uv sync";
    private const string After = """
          <Target Name="LookAfterwards" AfterTargets="Build">
            <Exec Command="echo &quot;[$UV_LINK_MODE][$UV_CACHE_DIR]&quot; &gt; after" />
          </Target>

        """;

    [TestMethod]
    public void ThreeSteps_EachSeesItsOwnValues()
    {
        var copy = Step.Uv("SyncCopy", "one", Sync).With("LinkMode", "copy").With("CacheDirectory", "cache-one");
        var link = Step.Uv("SyncLink", "two", Sync).With("LinkMode", "hardlink").With("CacheDirectory", "cache-two");
        var plain = Step.Uv("SyncPlain", "three", Sync);
        var consumer = With(copy, link, plain).Body(After);

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual($"[copy][{consumer.PathOf("cache-one")}]", Seen(consumer, "one/seen"));
        Assert.AreEqual($"[hardlink][{consumer.PathOf("cache-two")}]", Seen(consumer, "two/seen"));
        Assert.AreEqual("[][]", Seen(consumer, "three/seen"));
        Assert.AreEqual("[][]", Seen(consumer, "after"));
        Assert.AreEqual("copy 0", $"{build.Record(copy)["planned.mode"]} {build.Record(copy)["outcome.hardlink"]}");
        Assert.AreEqual("hardlink 0", $"{build.Record(link)["planned.mode"]} {build.Record(link)["outcome.copy"]}");
    }

    // Such a target runs before the first step's own after-target.
    [TestMethod]
    public void StepHookedAfterAnother_DoesNotSeeTheOthersValues()
    {
        var copy = Step.Uv("SyncCopy", "one", Sync).With("LinkMode", "copy").With("CacheDirectory", "cache-one");
        var next = Step.Uv("SyncNext", "two", Sync) with { Target = null };
        var consumer = With(copy, next).Body("""
              <Target Name="SyncNext" AfterTargets="SyncCopy">
                <Exec Command="echo &quot;[$UV_LINK_MODE][$UV_CACHE_DIR]&quot; &gt; seen &amp;&amp; uv sync" WorkingDirectory="two" />
              </Target>

            """ + After);

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual($"[copy][{consumer.PathOf("cache-one")}]", Seen(consumer, "one/seen"));
        Assert.AreEqual("[][]", Seen(consumer, "two/seen"));
        Assert.AreEqual("[][]", Seen(consumer, "after"));
        Assert.AreNotEqual(build.Record(copy)["cache"], build.Record(next)["cache"]);
    }

    [TestMethod]
    public void ValuesOfTheUser_AreThereAgainAfterTheStep()
    {
        var sync = Step.Uv(command: Sync).With("CacheDirectory", "cache").With("LinkMode", "copy");
        var consumer = With(sync).Body(After).Set("UV_CACHE_DIR", "/nowhere").Set("UV_LINK_MODE", "hardlink");

        var build = consumer.Build();

        Assert.AreEqual(0, build.ExitCode);
        Assert.AreEqual($"[copy][{consumer.PathOf("cache")}]", Seen(consumer, "python/seen"));
        Assert.AreEqual("[hardlink][/nowhere]", Seen(consumer, "after"));
    }

    [TestMethod]
    public void StepThatDoesNotRun_LeavesNothingBehind()
    {
        var sync = Step.Uv().With("LinkMode", "copy") with { TargetCondition = "false" };
        var consumer = With(sync).Body(After);

        SucceedsSilently(consumer.Build());

        Assert.AreEqual("[][]", Seen(consumer, "after"));
    }

    [TestMethod]
    public void CacheEnvironment_HasWhatEnvironmentVariablesTakes()
    {
        // A value with a semicolon must stay one item.
        var sync = (Step.Uv() with
        {
            ExecAttributes = "EnvironmentVariables=\"@(CacheEnvironment)\"",
            Before = "<WriteLinesToFile File=\"items\" Lines=\"@(CacheEnvironment->'{%(Identity)}')\" />",
        }).With("LinkMode", "copy").With("CacheDirectory", "one;two");
        var consumer = With(sync);

        SucceedsSilently(consumer.Build());

        CollectionAssert.AreEquivalent(
            new[] { "{UV_LINK_MODE=copy}", $"{{UV_CACHE_DIR={consumer.PathOf("one;two")}}}" }, File.ReadAllLines(consumer.PathOf("items")));
        Assert.IsTrue(Directory.Exists(consumer.PathOf("one;two/archive-v0")));
    }

    private static string Seen(Consumer consumer, string file) => File.ReadAllText(consumer.PathOf(file)).TrimEnd();
}
