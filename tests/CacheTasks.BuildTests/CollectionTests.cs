using System.Text.RegularExpressions;
using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>-t:CollectCache.</summary>
[TestClass]
public sealed class CollectionTests(TestContext context) : BuildTest(context)
{
    private const string Collect = "-t:CollectCache";
    private const string Store = "-p:CacheTasksPromoteTo=store";
    private const string Month = "-p:CacheTasksCollectOlderThan=30";

    private readonly Step _uv = Step.Uv();

    [TestMethod]
    public void OldPackage_IsListedThenPlannedThenRemoved_UnlessALockFileNamesIt()
    {
        var consumer = With(_uv);
        new MadeLayer(consumer.PathOf("store")).Add("alpha").Add("beta").Add("gamma");
        foreach (var package in new[] { "alpha", "beta" })
            new Command("find", Path.Combine(consumer.PathOf("store"), "wheels-v7"), "-path", $"*/{package}/*", "-exec", "touch", "-h", "-d", "40 days ago", "{}", "+").Run().OrFail();
        MadeLayer.WriteLock(consumer.PathOf("apps/shop"), "beta");

        var listed = consumer.Build(Collect, Store, "-restore");
        SucceedsSilently(listed);
        StringAssert.Matches(listed.Output, Line(@"STORE holds 3 packages, [\d.]+ [KM]iB: 1 last used within 7 days, 0 within 30, 2 longer ago; 0 named by lock files", consumer));

        var planned = consumer.Build(Collect, Store, Month, "-p:CacheTasksCollectKeep=apps", "-p:CacheTasksDryRun=true");
        SucceedsSilently(planned);
        StringAssert.Matches(planned.Output, Line(@"would remove 1 package, [\d.]+ [KM]iB, from STORE \(1 named by lock files and 1 others stay\)", consumer));
        Assert.AreEqual("Id-alpha Id-beta Id-gamma", Archives(consumer));

        var removed = consumer.Build(Collect, Store, Month, "-p:CacheTasksCollectKeep=apps");
        SucceedsSilently(removed);
        StringAssert.Matches(removed.Output, Line(@"removed 1 package, [\d.]+ [KM]iB, from STORE \(1 named by lock files and 1 others stay\)", consumer));
        Assert.AreEqual("Id-beta Id-gamma", Archives(consumer));
    }

    [TestMethod]
    public void BadValues_AreSaidAndRemoveNothing()
    {
        var consumer = With(_uv);
        new MadeLayer(consumer.PathOf("store")).Add("alpha");

        var bad = consumer.Build(Collect, "-restore", Store, "-p:CacheTasksCollectOlderThan=a month", "-p:CacheTasksCollectGrace=-1", "-p:CacheTasksCollectKeep=gone");
        Says(bad, consumer.At(_uv, "0002"), consumer.At(_uv, "0002"), consumer.At(_uv, "0006", "error"));
        Assert.Contains("CacheTasksCollectOlderThan=\"a month\" is not valid, so nothing is removed. Valid here: a number of days from 0 to 36500.", bad.Output);
        Assert.Contains($"CacheTasksCollectKeep names {consumer.PathOf("gone")}, which does not exist, so nothing is removed. ", bad.TheOnly("0006").Text);
        Assert.AreEqual("Id-alpha", Archives(consumer));

        var none = consumer.Build(Collect);
        Assert.AreNotEqual(0, none.ExitCode);
        Assert.AreEqual("SyncPython: CacheTasksPromoteTo=\"\" is not valid, so nothing is removed. Valid here: a directory, such as -p:CacheTasksPromoteTo=/vol/uv.", none.TheOnly("0002").Text);

        var missing = consumer.Build(Collect, "-p:CacheTasksPromoteTo=elsewhere", "-p:CacheTasksCollectOlderThan=0");
        Assert.AreNotEqual(0, missing.ExitCode);
        Assert.AreEqual($"SyncPython: nothing is removed: {consumer.PathOf("elsewhere")} does not exist. Mount the volume, or correct CacheTasksPromoteTo.", missing.TheOnly("0006").Text);
    }

    private static Regex Line(string text, Consumer consumer) => new($"(?m)^ +CacheTasks  {text.Replace("STORE", consumer.PathOf("store"), StringComparison.Ordinal)}$");

    private static string Archives(Consumer consumer) =>
        string.Join(' ', Directory.GetDirectories(consumer.PathOf("store/archive-v0")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
