using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Placement in real builds: what a user reads, and where uv then has its cache.</summary>
[TestClass]
public sealed class PlacementTests(TestContext context) : BuildTest(context)
{
    private const string Cache = "@(PreparedCacheStep->'%(CacheDirectory) %(CacheFrom)')";

    /// <summary>The environment of a build agent names a cache on another disk; the second build finds its place again.</summary>
    [TestMethod]
    public void Colocate_MovesTheCacheAndUvLinks_AlsoTheNextTime()
    {
        using var other = new OtherFilesystem();
        var sync = Step.Uv().With("Placement", "colocate");
        var consumer = With(sync).Set("UV_CACHE_DIR", other.Location).Value(Cache);

        var first = consumer.Build();

        Says(first, consumer.At(sync, "2006", "message"));
        Assert.AreEqual(
            $"SyncPython: Placement=\"colocate\" is set on the step, so UV_CACHE_DIR={other.Location} of the environment does not count for it: the cache is {consumer.UvCache}.", first.TheOnly("2006").Text);
        Assert.AreEqual(consumer.UvCache + " colocate", first.Value(Cache).Single());
        Assert.Contains($"  CacheTasks  SyncPython  the cache moves to {consumer.UvCache} (the user's cache folder): files come by hard link, on a local ", first.Output);
        Assert.IsGreaterThan(10, int.Parse(first.Record(sync)["outcome.hardlink"]) + int.Parse(first.Record(sync)["outcome.clone"]), first.Record(sync).ToString());
        Assert.IsEmpty(Directory.GetFileSystemEntries(other.Location));
        var written = File.ReadAllText(first.RecordPath(sync));
        Directory.Delete(consumer.PathOf("python/.venv"), recursive: true);

        var second = consumer.Build();

        Assert.AreEqual(consumer.UvCache + " colocate", second.Value(Cache).Single());
        Assert.AreEqual(written, File.ReadAllText(second.RecordPath(sync)));
        Assert.DoesNotContain("the cache moves", second.Output);
    }

    /// <summary>One line more at normal verbosity, nothing at the usual one.</summary>
    [TestMethod]
    public void Keep_TellsWhoAsksForMore()
    {
        using var other = new OtherFilesystem();
        var sync = Step.Uv();
        var consumer = With(sync).Set("UV_CACHE_DIR", other.Location).Value(Cache);

        var usual = consumer.Build();
        var normal = consumer.Build("-v:normal");

        Assert.DoesNotContain("the cache stays", usual.Output);
        Assert.Contains($"  CacheTasks  SyncPython  the cache stays at {other.Location}, which cannot be linked: different filesystems (CACHETASKS1001)", normal.Output);
        Assert.Contains($"  CacheTasks  SyncPython  with Placement=\"colocate\" it would move to {consumer.UvCache} (the user's cache folder): ", normal.Output);
        Assert.AreEqual(other.Location + " UV_CACHE_DIR", normal.Value(Cache).Single());
        Assert.AreEqual("own", normal.Record(sync)["placement.kind"]);
    }
}
