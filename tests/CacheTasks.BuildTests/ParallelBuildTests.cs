using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Two projects with two target frameworks each, one Python project between them.</summary>
[TestClass]
public sealed class ParallelBuildTests(TestContext context) : BuildTest(context)
{
    private static readonly string[] s_frameworks = ["net10.0", "net10.0-windows"];

    [TestMethod]
    [DataRow("-m:1")]
    [DataRow("-m:2")]
    [DataRow("-m:2 -mt")]
    [DataRow("-m:2 -graph")]
    public void TwoProjectsTwoFrameworks_AskOnceAndWarnOnce(string switches)
    {
        ArgumentNullException.ThrowIfNull(switches);
        using var other = new OtherFilesystem();
        var (first, second) = (Step.Uv("SyncFirst", "../python"), Step.Uv("SyncSecond", "../python") with { Sources = null });
        var one = With(first).TwoFrameworks().Set("UV_CACHE_DIR", other.Location).Write();
        var two = one.Beside("two").Add(second).TwoFrameworks().Write();

        var build = one.Run(one.SolutionWith(two), switches.Split(' '));

        Says(build, one.At(first, "1001"), two.At(second, "1001"));
        Assert.AreEqual(0, build.ExitCode);
        var asks = one.Tools.AsksOf("uv", "sync");
        Assert.IsNotEmpty(asks);
        Assert.HasCount(asks.Distinct().Count(), asks, string.Join('\n', asks));
        foreach (var framework in s_frameworks)
        {
            Assert.AreEqual("copy copy", $"{build.Record(first, framework)["planned.mode"]} {build.Record(first, framework)["environment.UV_LINK_MODE"]}");
            Assert.AreEqual("copy", new StepRecord(two.PathOf($"obj/cachetasks/{framework}/SyncSecond.json"))["planned.mode"]);
        }
    }

    [TestMethod]
    [DataRow("-m:2")]
    [DataRow("-m:2 -mt")]
    public void TwoProjects_SeeTheirOwnValues(string switches)
    {
        ArgumentNullException.ThrowIfNull(switches);
        const string Sync = "echo \"$UV_LINK_MODE\" > seen && uv sync";
        var (first, second) = (Step.Uv("SyncFirst", command: Sync).With("LinkMode", "copy"), Step.Uv("SyncSecond", command: Sync).With("LinkMode", "hardlink"));
        var one = With(first).Write();
        var two = one.Beside("two").Add(second).Write();

        var build = one.Run(one.SolutionWith(two), switches.Split(' '));

        SucceedsSilently(build);
        Assert.AreEqual("copy\nhardlink\n", File.ReadAllText(one.PathOf("python/seen")) + File.ReadAllText(two.PathOf("python/seen")));
    }
}
