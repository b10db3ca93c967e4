using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>-t:CleanCacheTargets: what is listed, what goes, and what belongs to somebody else.</summary>
[TestClass]
public sealed class CleaningTests(TestContext context) : BuildTest(context)
{
    private const string Clean = "-t:CleanCacheTargets";

    private readonly Step _cargo = Step.Cargo();

    [TestMethod]
    public void Targets_AreListedAndThoseOfMissingCheckoutsGo()
    {
        var (consumer, root) = Built();
        var target = Directory.GetDirectories(Directory.GetDirectories(root).Single()).Single();
        var gone = Path.Combine(Path.GetDirectoryName(target)!, "gone-1");
        new Command("cp", "-a", target, gone).Run().OrFail();
        File.WriteAllText(Path.Combine(gone, ".cachetasks-checkout"), "/no/such/checkout\n");

        var listed = consumer.Build(Clean);
        SucceedsSilently(listed);
        StringAssert.Matches(listed.Output, new($@"^ +CacheTasks  {target}  [\d.]+ [KM]iB  last used \d{{4}}-\d\d-\d\d  checkout {consumer.Location}$", Multiline));
        StringAssert.Matches(listed.Output, new($@"^ +CacheTasks  {gone}  .* checkout /no/such/checkout \(missing\)$", Multiline));
        Assert.IsTrue(Directory.Exists(gone));

        var dry = consumer.Build(Clean, "-p:CacheTasksCleanMissing=true", "-p:CacheTasksDryRun=true");
        Assert.Contains($"{gone}  would be removed", dry.Output);
        Assert.IsTrue(Directory.Exists(gone));

        var cleaned = consumer.Build(Clean, "-p:CacheTasksCleanMissing=true");
        SucceedsSilently(cleaned);
        Assert.Contains($"{gone}  removed", cleaned.Output);
        Assert.IsFalse(Directory.Exists(gone));
        Assert.IsTrue(Directory.Exists(target));
    }

    [TestMethod]
    public void TargetOfAnotherUser_IsNotSpokenOf()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Inconclusive("giving a directory to another user needs root");
        var (consumer, root) = Built();
        var person = Directory.GetDirectories(root).Single();
        var theirs = Path.Combine(root, "u65534-nobody");
        new Command("cp", "-a", person, theirs).Run().OrFail();
        new Command("chown", "-R", "65534", theirs).Run().OrFail();
        // And one of theirs under our name.
        var planted = Path.Combine(person, "planted-1");
        new Command("cp", "-a", Directory.GetDirectories(theirs).Single(), planted).Run().OrFail();
        File.WriteAllText(Path.Combine(planted, ".cachetasks-checkout"), "/no/such/checkout\n");
        var before = DirectoryTree.Listing(theirs);

        var cleaned = consumer.Build(Clean, "-p:CacheTasksCleanOlderThan=0", "-p:CacheTasksCleanMissing=true");

        SucceedsSilently(cleaned);
        Assert.DoesNotContain("u65534", cleaned.Output);
        Assert.DoesNotContain("planted", cleaned.Output);
        Assert.AreEqual("", string.Join('\n', DirectoryTree.Differences(before, DirectoryTree.Listing(theirs))));
        Assert.IsTrue(Directory.Exists(planted));
        Assert.AreEqual("planted-1", string.Join(' ', Directory.GetDirectories(person).Select(Path.GetFileName)));
    }

    [TestMethod]
    [DataRow("CacheTasksCleanOlderThan=thirty", "CacheTasksCleanMissing=true", "Valid here: a number of days from 0 to 36500.")]
    [DataRow("CacheTasksCleanMissing=yes", "CacheTasksCleanOlderThan=0", "Valid here: true, false.")]
    public void BadValue_RemovesNothing(string bad, string good, string text)
    {
        var (consumer, root) = Built();

        var cleaned = consumer.Build(Clean, "-p:" + bad, "-p:" + good);

        Says(cleaned, consumer.At(_cargo, "0002"));
        Assert.Contains(text, cleaned.TheOnly("0002").Text);
        Assert.HasCount(1, Directory.GetDirectories(Directory.GetDirectories(root).Single()));
    }

    [TestMethod]
    public void NoRoot_IsSaid()
    {
        var consumer = With();

        var cleaned = consumer.Build("-restore", Clean);

        SucceedsSilently(cleaned);
        Assert.Contains("no shared root is set: CacheTasksSharedRoot, or SharedRoot on a CacheStep", cleaned.Output);
    }

    private (Consumer Consumer, string Root) Built()
    {
        var consumer = With(_cargo);
        Directory.CreateDirectory(consumer.PathOf(".git"));
        var root = Directory.CreateDirectory(Path.Combine(consumer.Root, "shared")).FullName;
        SucceedsSilently(consumer.Property("CacheTasksSharedRoot", root).Build());
        return (consumer, root);
    }
}
