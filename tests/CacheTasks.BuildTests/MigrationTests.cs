using System.Diagnostics;
using System.Text.RegularExpressions;
using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>-t:MigrateCacheTargets, and cargo finding everything fresh afterwards.</summary>
[TestClass]
public sealed partial class MigrationTests(TestContext context) : BuildTest(context)
{
    private const string Migrate = "-t:MigrateCacheTargets";

    private readonly Step _cargo = Step.Cargo() with { Sources = WithBuildScript };

    [TestMethod]
    public void OnOneFilesystem_NothingIsRebuilt()
    {
        var consumer = Built();
        var target = consumer.PathOf("native/target");
        var units = Units(consumer, target);
        Assert.IsGreaterThan(2, units.Length);

        var root = SharedRoot(consumer);
        var build = consumer.Build(Migrate, "-p:CacheTasksSharedRoot=" + root);

        SucceedsSilently(build);
        var moved = Moved(root);
        StringAssert.Matches(build.Output, new($@"^ +CacheTasks  BuildNative  {Regex.Escape(target)} is renamed to {Regex.Escape(moved)} \(\d+ files, ", RegexOptions.Multiline));
        Assert.IsFalse(Directory.Exists(target));
        AllFresh(units, Units(consumer, moved));
        Assert.AreEqual(consumer.Location + "\n", File.ReadAllText(Path.Combine(moved, ".cachetasks-checkout")));

        // The build itself goes there, too, and has nothing to do.
        var next = consumer.Build("-p:CacheTasksSharedRoot=" + root);
        SucceedsSilently(next);
        Assert.DoesNotContain("Compiling", next.Output);
        Assert.AreEqual(moved, next.Record(_cargo)["target"]);
    }

    [TestMethod]
    public void AcrossFilesystems_NothingIsRebuilt()
    {
        using var elsewhere = new OtherFilesystem();
        var consumer = Built();
        var target = consumer.PathOf("native/target");
        var units = Units(consumer, target);

        var build = consumer.Build(Migrate, "-p:CacheTasksSharedRoot=" + elsewhere.Location);

        SucceedsSilently(build);
        Assert.Contains("which is on another mount, and removed", build.Output);
        Assert.IsFalse(Directory.Exists(target));
        AllFresh(units, Units(consumer, Moved(elsewhere.Location)));
    }

    [TestMethod]
    public void DryRun_ChangesNothing()
    {
        var consumer = Built();
        var root = SharedRoot(consumer);
        var before = DirectoryTree.Listing(consumer.PathOf("native"));

        var build = consumer.Build(Migrate, "-p:CacheTasksSharedRoot=" + root, "-p:CacheTasksDryRun=true");

        SucceedsSilently(build);
        Assert.Contains($"{consumer.PathOf("native/target")} would be moved to {root}/", build.Output);
        Assert.IsEmpty(Directory.GetFileSystemEntries(root));
        Assert.AreEqual("", string.Join('\n', DirectoryTree.Differences(before, DirectoryTree.Listing(consumer.PathOf("native")))));
    }

    [TestMethod]
    public void NothingToMove_IsSaid()
    {
        var consumer = With(_cargo).Write();
        Directory.CreateDirectory(consumer.PathOf(".git"));

        var build = consumer.Build("-restore", Migrate, "-p:CacheTasksSharedRoot=" + SharedRoot(consumer));

        SucceedsSilently(build);
        Assert.Contains($"BuildNative  nothing to move: there is no {consumer.PathOf("native/target")}", build.Output);
    }

    [TestMethod]
    public void NoRoot_IsSaid()
    {
        var consumer = With(_cargo).Write();

        var build = consumer.Build("-restore", Migrate);

        SucceedsSilently(build);
        Assert.Contains("no step has a private target below an existing SharedRoot: nothing is moved", build.Output);
    }

    /// <summary>One builds, and another one waits for it: both are real.</summary>
    [TestMethod]
    public void WhileCargoBuilds_NothingIsMoved()
    {
        var consumer = Built();
        var root = SharedRoot(consumer);
        File.WriteAllText(consumer.PathOf("native/build.rs"), "fn main() { std::fs::write(\"started\", \"\").unwrap(); std::thread::sleep(std::time::Duration::from_secs(600)); }\n");
        using var building = Cargo(consumer, "build").Start();
        try
        {
            Assert.IsTrue(SpinWait.SpinUntil(() => File.Exists(consumer.PathOf("native/started")), TimeSpan.FromMinutes(1)));
            using var waiting = Cargo(consumer, "build").Start();
            Assert.IsTrue(SpinWait.SpinUntil(() => File.ReadLines("/proc/locks").Any(line => line.Contains("->", StringComparison.Ordinal) && line.Contains($" {waiting.Id} ", StringComparison.Ordinal)), TimeSpan.FromMinutes(1)));

            var build = consumer.Build(Migrate, "-p:CacheTasksSharedRoot=" + root);

            Says(build, consumer.At(_cargo, "2007"));
            Assert.AreEqual(0, build.ExitCode);
            StringAssert.Matches(build.TheOnly("2007").Text, new($@"^BuildNative: .*/native/target is not moved: process {building.Id} of user .* \(`.*cargo.* build`\) builds in it \(profile debug\)\. Nothing is changed\."));
            Assert.IsTrue(Directory.Exists(consumer.PathOf("native/target/debug")));
            waiting.Kill(entireProcessTree: true);
            waiting.WaitForExit();
        }
        finally
        {
            building.Kill(entireProcessTree: true);
            building.WaitForExit();
        }
    }

    [TestMethod]
    public void Root_MovesForAUserIntoTheUsersDirectory()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Inconclusive("moving for another user needs root");
        var consumer = Built();
        var root = SharedRoot(consumer);
        new Command("chmod", "1777", root).Run().OrFail();
        new Command("chown", "-R", "65534", consumer.PathOf("native/target")).Run().OrFail();
        new Command("chown", "0", consumer.PathOf("native/target/debug/.cargo-lock")).Run().OrFail();

        var build = consumer.Build(Migrate, "-p:CacheTasksSharedRoot=" + root, "-p:CacheTasksMigrateUser=65534");

        SucceedsSilently(build);
        StringAssert.StartsWith(Path.GetFileName(Directory.GetDirectories(root).Single()), "u65534");
        Assert.AreEqual("", new Command("find", root, "-mindepth", "1", "!", "-uid", "65534").Run().OrFail().StandardOutput);
        Assert.AreEqual("700 700", new Command("stat", "-c", "%a", Directory.GetDirectories(root).Single(), Moved(root)).Run().OrFail().StandardOutput.Trim().Replace('\n', ' '));
        Assert.Contains("1 entries of root now belong to user 65534", build.Output);
    }

    [TestMethod]
    public void VariableThatNamesTheTarget_IsRemindedOf()
    {
        var consumer = Built();
        var root = SharedRoot(consumer);
        var shared = Path.Combine(consumer.Root, "everybody");
        Directory.Move(consumer.PathOf("native/target"), shared);

        var build = consumer.Set("CARGO_TARGET_DIR", shared).Build(Migrate, "-p:CacheTasksSharedRoot=" + root);

        SucceedsSilently(build);
        Assert.Contains($"CARGO_TARGET_DIR names {shared}: as long as it does, builds go there and not to {Moved(root)}", build.Output);
    }

    [TestMethod]
    [DataRow("CacheTasksDryRun", "ja", "CacheTasksDryRun=\"ja\" is not valid, so nothing is changed. Valid here: true, false.")]
    [DataRow("CacheTasksMigrateUser", "nobody-of-this-name", "no user has this login")]
    public void BadValue_MovesNothing(string property, string value, string text)
    {
        var consumer = Built();
        var root = SharedRoot(consumer);

        var build = consumer.Build(Migrate, "-p:CacheTasksSharedRoot=" + root, $"-p:{property}={value}");

        Says(build, consumer.At(_cargo, "0002"));
        Assert.Contains(text, build.TheOnly("0002").Text);
        Assert.IsEmpty(Directory.GetFileSystemEntries(root));
    }

    [TestMethod]
    public void DesignTimeBuild_MovesNothing()
    {
        var consumer = Built();
        var root = SharedRoot(consumer);

        var build = consumer.Build(Migrate, "-p:CacheTasksSharedRoot=" + root, "-p:DesignTimeBuild=true");

        SucceedsSilently(build);
        Assert.IsEmpty(Directory.GetFileSystemEntries(root));
        Assert.DoesNotContain("CacheTasks  ", build.Output);
    }

    private Consumer Built()
    {
        var consumer = With(_cargo);
        Directory.CreateDirectory(consumer.PathOf(".git"));
        SucceedsSilently(consumer.Build());
        Assert.IsTrue(Directory.Exists(consumer.PathOf("native/target/debug")));
        return consumer;
    }

    private static string SharedRoot(Consumer consumer) => Directory.CreateDirectory(Path.Combine(consumer.Root, "shared")).FullName;

    private static string Moved(string root) => Directory.GetDirectories(Directory.GetDirectories(root).Single()).Single();

    private static Command Cargo(Consumer consumer, params IReadOnlyList<string> arguments) =>
        new(SearchPath.Find("cargo")!, arguments) { WorkingDirectory = consumer.PathOf("native"), Environment = consumer.Environment };

    /// <summary>Each unit with whether cargo found it fresh.</summary>
    private static string[] Units(Consumer consumer, string target) =>
        [.. Fresh().Matches(Cargo(consumer, "build", "--message-format=json", "--target-dir", target).Run().OrFail().StandardOutput)
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Order(StringComparer.Ordinal)];

    private static void AllFresh(string[] before, string[] after)
    {
        Assert.AreEqual(string.Join('\n', before), string.Join('\n', after));
        Assert.IsEmpty(after.Where(unit => !unit.EndsWith(" true", StringComparison.Ordinal)));
    }

    private static void WithBuildScript(string root, string folder, string step)
    {
        Sources.Cargo(root, folder, step);
        File.WriteAllText(Path.Combine(folder, "build.rs"), "fn main() { println!(\"cargo:rerun-if-changed=build.rs\"); }\n");
    }

    [GeneratedRegex("\"reason\":\"compiler-artifact\",\"package_id\":\"([^\"]*)\".*\"fresh\":(true|false)")]
    private static partial Regex Fresh();
}
