using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>A CacheLayer item in a real build.</summary>
[TestClass]
public sealed class LayerTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    public void Layer_FillsTheCacheOfTheStepAndOfTheTarget()
    {
        var sync = Step.Uv();
        var consumer = With(sync).Item("""<CacheLayer Include="../hot" Tool="uv" Condition="Exists('../hot')" />""");
        SucceedsSilently(consumer.Build());
        Directory.Move(consumer.UvCache, Path.Combine(consumer.Root, "hot"));
        Directory.Delete(consumer.PathOf("python/.venv"), recursive: true);

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.MatchesRegex($"  CacheTasks  SyncPython  seeded 1 package, 19 files by (clone|hard link) from {consumer.Root}/hot in ", build.Output);
        Assert.AreEqual("complete 1 19", $"{build.Record(sync)["seed.state"]} {build.Record(sync)["seed.packages"]} {build.Record(sync)["seed.files"]}");
        Assert.DoesNotContain("seeded", consumer.Build().Output);

        Directory.Delete(consumer.UvCache, recursive: true);
        Assert.Contains("  CacheTasks  SyncPython  seeded 1 package, ", consumer.Build("-t:SeedCaches").Output);
    }

    [TestMethod]
    public void BadLayers_AreSaidAtTheirOwnItemOrStep()
    {
        var sync = Step.Uv();
        var consumer = With(sync).Item("""<CacheLayer Include="first" />""").Item("""<CacheLayer Include="second" Tool="vu" />""").Item("""<CacheLayer Include="third" Tool="uv" />""");

        var build = consumer.Build();

        Says(build, At(consumer, "first", "0002"), At(consumer, "second", "0001"), consumer.At(sync, "3002"));
        Assert.Contains($"{consumer.PathOf("third")}: it does not exist", build.TheOnly("3002").Text);
        Assert.AreEqual(0, build.ExitCode);
    }

    private static string At(Consumer consumer, string layer, string code)
    {
        var lines = File.ReadAllLines(consumer.Project);
        var line = Array.FindIndex(lines, text => text.Contains($"<CacheLayer Include=\"{layer}\"", StringComparison.Ordinal));
        return $"warning CACHETASKS{code} {Path.GetFileName(consumer.Project)}({line + 1},{lines[line].IndexOf('<', StringComparison.Ordinal) + 1})";
    }
}
