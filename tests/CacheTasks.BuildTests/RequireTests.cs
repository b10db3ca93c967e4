using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Require=link: rather no build than a copy.</summary>
[TestClass]
public sealed class RequireTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    [DataRow(true, DisplayName = "Require=\"link\"")]
    [DataRow(false, DisplayName = "CacheTasksRequire")]
    public void WouldCopy_IsAnErrorBeforeTheStep(bool onTheItem)
    {
        using var other = new OtherFilesystem();
        var sync = onTheItem ? Step.Uv().With("Require", "link") : Step.Uv();
        var consumer = With(sync).Set("UV_CACHE_DIR", other.Location);
        if (!onTheItem)
            consumer.Property("CacheTasksRequire", "link");

        var build = consumer.Build();

        Says(build, consumer.At(sync, "1001", "error"));
        Assert.AreEqual(1, build.ExitCode);
        Assert.IsFalse(build.Ran(sync));
        Assert.IsFalse(Directory.Exists(consumer.PathOf("python/.venv")));
    }

    [TestMethod]
    public void ItemSaysAny_OverridesTheProperty()
    {
        using var other = new OtherFilesystem();
        var sync = Step.Uv().With("Require", "any");
        var consumer = With(sync).Set("UV_CACHE_DIR", other.Location).Property("CacheTasksRequire", "link");

        var build = consumer.Build();

        Says(build, consumer.At(sync, "1001"));
        Assert.IsTrue(build.Ran(sync));
    }

    [TestMethod]
    public void Links_IsNoError()
    {
        var sync = Step.Uv().With("Require", "link");

        SucceedsSilently(With(sync).Build());
    }

    [TestMethod]
    public void BadConfiguration_IsAnErrorToo()
    {
        var sync = (Step.Uv() with { Tool = "uvv" }).With("Require", "link");
        var consumer = With(sync);

        var build = consumer.Build();

        Says(build, consumer.At(sync, "0001", "error"));
        Assert.IsFalse(build.Ran(sync));
    }
}
