using System.Text.Json;
using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary><c>-t:WriteCacheProfile</c>, and real cargo by hand after a build.</summary>
[TestClass]
public sealed class ProfileForShellsTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    public void Target_WritesTheFilesAndSaysWhere()
    {
        var consumer = With().Property("CacheTasksSharedRoot", "/srv/target");

        var build = consumer.Build("-t:WriteCacheProfile");

        SucceedsSilently(build);
        foreach (var name in new[] { "cachetasks.sh", "cachetasks.fish", "cachetasks.ps1", "cachetasks-cargo" })
            Assert.IsTrue(File.Exists(consumer.PathOf("obj/cachetasks/" + name)), name);
        StringAssert.Matches(build.Output, new(@"^ +CacheTasks  profile for shells: .*/obj/cachetasks/", Multiline));
    }

    [TestMethod]
    public void FolderOfTheUser_IsUsed()
    {
        var consumer = With().Set("CacheTasksSharedRoot", "/srv/target").Property("CacheTasksProfileDirectory", "etc/profile.d");

        SucceedsSilently(consumer.Build("-t:WriteCacheProfile", "-p:CacheTasksTargetLayout=user", "-p:CacheTasksExcludedUsers=uid<1000"));
        Assert.Contains("__ct_layout='user'", File.ReadAllText(consumer.PathOf("etc/profile.d/cachetasks.sh")));
        Assert.Contains("[ \"$__ct_id\" -lt 1000 ]", File.ReadAllText(consumer.PathOf("etc/profile.d/cachetasks.sh")));
    }

    [TestMethod]
    public void NoRoot_IsSaid()
    {
        var build = With().Build("-t:WriteCacheProfile");

        Says(build, "warning CACHETASKS0002 App.csproj(1,1)");
        Assert.AreEqual(0, build.ExitCode);
    }

    [TestMethod]
    public void FolderThatIsAFile_IsSaid()
    {
        var consumer = With().Property("CacheTasksSharedRoot", "/srv/target").Property("CacheTasksProfileDirectory", "App.csproj");

        var build = consumer.Build("-t:WriteCacheProfile");

        Says(build, "warning CACHETASKS0006 App.csproj(1,1)");
        Assert.AreEqual(0, build.ExitCode);
    }

    // Two checkouts, each built, then each built by hand: the same directories, nothing compiled again.
    [TestMethod]
    [DataRow("dash", "cachetasks.sh")]
    [DataRow("bash", "cachetasks.sh")]
    [DataRow("fish", "cachetasks.fish")]
    public void CargoByHand_RebuildsNothing(string shell, string snippet)
    {
        var first = With(Step.Cargo());
        var second = Own(new Consumer("second checkout").Add(Step.Cargo()));
        var root = Directory.CreateDirectory(Path.Combine(first.Root, "shared")).FullName;
        foreach (var consumer in new[] { first, second })
        {
            Directory.CreateDirectory(consumer.PathOf(".git"));
            SucceedsSilently(consumer.Property("CacheTasksSharedRoot", root).Build());
            SucceedsSilently(consumer.Build("-t:WriteCacheProfile"));
        }
        var built = Directory.GetDirectories(Directory.GetDirectories(root).Single()).Order(StringComparer.Ordinal).ToList();

        foreach (var consumer in new[] { first, second })
        {
            var ended = new Command(shell, "-c", $". '{consumer.PathOf("obj/cachetasks/" + snippet)}'; cargo build --message-format=json")
            {
                WorkingDirectory = consumer.PathOf("native"),
                Environment = consumer.Environment,
            }.Run().OrFail();
            var artifacts = ended.StandardOutput.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)
                .Where(message => message.GetProperty("reason").GetString() == "compiler-artifact").ToList();

            Assert.HasCount(2, artifacts);
            Assert.IsTrue(artifacts.All(artifact => artifact.GetProperty("fresh").GetBoolean()), ended.ToString());
            Assert.StartsWith(TargetOf(built, consumer.Location) + "/", artifacts[^1].GetProperty("filenames")[0].GetString()!);
            Assert.IsFalse(Directory.Exists(consumer.PathOf("native/target")));
        }
        Assert.HasCount(2, built);
        CollectionAssert.AreEqual(built, Directory.GetDirectories(Directory.GetDirectories(root).Single()).Order(StringComparer.Ordinal).ToList());
    }

    private static string TargetOf(IEnumerable<string> targets, string checkout) =>
        targets.Single(target => File.ReadAllText(Path.Combine(target, ".cachetasks-checkout")) == checkout + "\n");
}
