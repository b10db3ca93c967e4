using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>-t:PromoteCache.</summary>
[TestClass]
public sealed class PromotionTests(TestContext context) : BuildTest(context)
{
    private const string Promote = "-t:PromoteCache";

    private readonly Step _uv = Step.Uv().With("CacheDirectory", "cache");

    [TestMethod]
    public void CacheOfAStep_IsPromotedOnce()
    {
        var consumer = With(_uv, Step.Uv("SyncTools", "tools").With("CacheDirectory", "cache"));
        SucceedsSilently(consumer.Build());
        var store = consumer.PathOf("store");

        var first = consumer.Build(Promote, "-p:CacheTasksPromoteTo=store");
        var second = consumer.Build(Promote, "-p:CacheTasksPromoteTo=store", "-p:CacheTasksDryRun=true");

        SucceedsSilently(first);
        StringAssert.Matches(first.Output, new($@"(?m)^ +CacheTasks  SyncPython  promoted \d+ packages?, [\d,]+ files by (copy|clone) to {store} \(0 were there\)$"));
        Assert.DoesNotContain("SyncTools  promoted", first.Output, "both steps have one cache");
        SucceedsSilently(second);
        StringAssert.Matches(second.Output, new($@"(?m)^ +CacheTasks  SyncPython  would promote 0 packages to {store} \(\d+ are there\)$"));
        Assert.HasCount(Directory.GetDirectories(consumer.PathOf("cache/archive-v0")).Length, Directory.GetDirectories(consumer.PathOf("store/archive-v0")));
    }

    [TestMethod]
    public void NoStore_IsAnError()
    {
        var build = With(_uv).Build(Promote);

        Assert.AreNotEqual(0, build.ExitCode);
        Assert.AreEqual("SyncPython: CacheTasksPromoteTo=\"\" is not valid, so nothing is promoted. Valid here: a directory, such as -p:CacheTasksPromoteTo=/vol/uv.", build.TheOnly("0002").Text);
    }
}
