using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>A private target below a shared root, and cargo really building there.</summary>
[TestClass]
public sealed class AllocationTests(TestContext context) : BuildTest(context)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [TestMethod]
    public void SharedRoot_GetsAPrivateDirectoryForTheCheckout()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        Directory.CreateDirectory(consumer.PathOf(".git"));
        var root = SharedRoot(consumer);
        var target = Target(root, consumer.Location);

        var build = consumer.Property("CacheTasksSharedRoot", root).Build();

        SucceedsSilently(build);
        Assert.AreEqual(target, build.Record(cargo)["target"]);
        Assert.IsTrue(File.Exists(Path.Combine(target, "debug", "libnative.so")));
        Assert.IsFalse(Directory.Exists(consumer.PathOf("native/target")));
        Assert.AreEqual(Private, File.GetUnixFileMode(target));
        Assert.AreEqual(Private, File.GetUnixFileMode(Path.GetDirectoryName(target)!));
        Assert.StartsWith("Signature: 8a477f597d28d172789f06886806bc55", File.ReadAllText(Path.Combine(target, "CACHEDIR.TAG")));
        StringAssert.Matches(build.Output, new(@"^ +CacheTasks  BuildNative +cargo .*: private", Multiline));
    }

    [TestMethod]
    public void NoCheckout_TheWorkspaceNamesTheDirectory()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        var root = SharedRoot(consumer);

        // As a machine-wide profile script would set it.
        var build = consumer.Set("CacheTasksSharedRoot", root).Build();

        SucceedsSilently(build);
        Assert.AreEqual(Target(root, consumer.PathOf("native")), build.Record(cargo)["target"]);
    }

    [TestMethod]
    public void SecondBuild_UsesTheSameDirectory()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        consumer.Property("CacheTasksSharedRoot", SharedRoot(consumer)).Build();

        var build = consumer.Build();

        SucceedsSilently(build);
        // Cargo found everything up to date, in the one directory that there is.
        Assert.DoesNotContain("Compiling", build.Output);
        Assert.HasCount(1, Directory.GetDirectories(Directory.GetDirectories(Path.Combine(consumer.Root, "shared")).Single()));
    }

    [TestMethod]
    public void RootMissing_NothingHappens()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        var root = Path.Combine(consumer.Root, "missing");

        var build = consumer.Property("CacheTasksSharedRoot", root).Build();

        SucceedsSilently(build);
        Assert.IsFalse(Directory.Exists(root));
        Assert.IsTrue(File.Exists(consumer.PathOf("native/target/debug/libnative.so")));
    }

    [TestMethod]
    public void VariableOfTheUser_Wins()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        var root = SharedRoot(consumer);
        var theirs = Path.Combine(consumer.Root, "theirs");

        var build = consumer.Property("CacheTasksSharedRoot", root).Set("CARGO_TARGET_DIR", theirs).Build();

        Says(build, consumer.At(cargo, "2006", "message"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.IsTrue(File.Exists(Path.Combine(theirs, "debug", "libnative.so")));
        Assert.IsEmpty(Directory.GetFileSystemEntries(root));
    }

    [TestMethod]
    public void Metadata_OverridesTheProperty()
    {
        var consumer = With();
        var root = SharedRoot(consumer);
        var cargo = Step.Cargo().With("SharedRoot", root).With("TargetLayout", "workspace");

        var build = consumer.Add(cargo).Property("CacheTasksSharedRoot", Path.Combine(consumer.Root, "missing")).Build();

        SucceedsSilently(build);
        Assert.AreEqual(Target(root, consumer.PathOf("native")), build.Record(cargo)["target"]);
    }

    [TestMethod]
    public void PreparedCacheStep_SaysWhereTheArtifactIs()
    {
        var cargo = Step.Cargo();
        var consumer = With(Step.Uv(), cargo).Value("@(PreparedCacheStep->'%(Identity): %(TargetDirectory)')").Body("""
              <Target Name="TakeLibrary" AfterTargets="BuildNative">
                <ItemGroup>
                  <_Native Include="@(PreparedCacheStep)" Condition="'%(Identity)' == 'BuildNative'" />
                </ItemGroup>
                <Copy SourceFiles="@(_Native->'%(TargetDirectory)/debug/libnative.so')" DestinationFolder="$(OutDir)" />
              </Target>

            """);
        var root = SharedRoot(consumer);

        var build = consumer.Property("CacheTasksSharedRoot", root).Build();

        SucceedsSilently(build);
        Assert.IsTrue(File.Exists(consumer.PathOf("bin/Debug/net10.0/libnative.so")));
        CollectionAssert.AreEquivalent(
            new[] { $"SyncPython: {consumer.PathOf("python/.venv")}", $"BuildNative: {Target(root, consumer.PathOf("native"))}" },
            build.Value("@(PreparedCacheStep->'%(Identity): %(TargetDirectory)')"));
    }

    private static string SharedRoot(Consumer consumer) =>
        Directory.CreateDirectory(Path.Combine(consumer.Root, "shared")).FullName;

    // As a shell script would find it.
    private static string Target(string root, string checkout)
    {
        var names = new Command("sh", "-c", "printf 'u%s-%s %s' \"$(id -u)\" \"$(id -un)\" \"$(printf %s \"$1\" | cksum | cut -d' ' -f1)\"", "sh", checkout)
            .Run().OrFail().StandardOutput.Split(' ');
        return Path.Combine(root, names[0], $"{Path.GetFileName(checkout)}-{names[1]}");
    }
}
