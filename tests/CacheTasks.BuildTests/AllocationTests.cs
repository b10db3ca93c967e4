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

    // What the function of a shell sets, or a user who exports the very directory.
    [TestMethod]
    public void VariableThatSaysTheSame_IsSilent()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        var root = SharedRoot(consumer);
        var target = Target(root, consumer.PathOf("native"));

        var first = consumer.Property("CacheTasksSharedRoot", root).Set("CARGO_TARGET_DIR", target).Build();
        var second = consumer.Build();

        SucceedsSilently(first);
        SucceedsSilently(second);
        Assert.AreEqual(Private, File.GetUnixFileMode(target));
        StringAssert.Matches(second.Output, new(@"^ +CacheTasks  BuildNative +cargo .*: private", Multiline));
    }

    [TestMethod]
    public void VariableOfAnotherCheckout_IsSaid()
    {
        var consumer = With(Step.Cargo());
        var root = SharedRoot(consumer);
        consumer.Property("CacheTasksSharedRoot", root).Build();
        var cargo = Step.Cargo();
        var other = With(cargo).Property("CacheTasksSharedRoot", root);

        var build = other.Set("CARGO_TARGET_DIR", Target(root, consumer.PathOf("native"))).Build();

        Says(build, other.At(cargo, "2006", "message"), other.At(cargo, "2009"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.Contains($"the private target directory of {consumer.PathOf("native")}, while this is {other.PathOf("native")}", build.TheOnly("2009").Text);
    }

    [TestMethod]
    [DataRow("[build]\ntarget-dir = \"elsewhere\"\n", "elsewhere")]
    [DataRow("[build]\ntarget-dir = \"/tmp/../{root}/elsewhere\"\n", "{root}/elsewhere")]
    public void ConfiguredTarget_Wins(string config, string used)
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        var root = SharedRoot(consumer);
        consumer.Write();
        Directory.CreateDirectory(consumer.PathOf("native/.cargo"));
        File.WriteAllText(consumer.PathOf("native/.cargo/config.toml"), config.Replace("{root}", consumer.Root, StringComparison.Ordinal));

        var build = consumer.Property("CacheTasksSharedRoot", root).Write().Build();

        Says(build, consumer.At(cargo, "2006", "message"));
        Assert.IsTrue(File.Exists(Path.Combine(consumer.PathOf("native"), used.Replace("{root}", consumer.Root, StringComparison.Ordinal), "debug", "libnative.so")));
        Assert.IsEmpty(Directory.GetFileSystemEntries(root));
    }

    // Elsewhere it would stay shared: CARGO_TARGET_DIR does not move it.
    [TestMethod]
    [DataRow("{workspace-root}/../intermediate")]
    [DataRow("{cargo-cache-home}/build/{workspace-path-hash}")]
    public void ConfiguredBuildDirectory_IsPlacedWithTheTarget(string template)
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo).Property("CacheTasksSharedRoot", Path.Combine("..", "shared"));
        var root = SharedRoot(consumer);
        consumer.Write();
        Directory.CreateDirectory(consumer.PathOf("native/.cargo"));
        File.WriteAllText(consumer.PathOf("native/.cargo/config.toml"), $"[build]\nbuild-dir = \"{template}\"\n");

        var build = consumer.Build();

        SucceedsSilently(build);
        var target = Target(root, consumer.PathOf("native"));
        Assert.IsTrue(Directory.Exists(Path.Combine(target, "debug", ".fingerprint")));
        Assert.IsFalse(Directory.Exists(consumer.PathOf("intermediate")));
        Assert.AreEqual($"{target} {target}", $"{build.Record(cargo)["environment.CARGO_BUILD_BUILD_DIR"]} {build.Record(cargo)["environment.CARGO_TARGET_DIR"]}");
    }

    [TestMethod]
    public void BuildDirectoryOfTheEnvironment_StaysAndIsSaid()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        var root = SharedRoot(consumer);
        var theirs = Path.Combine(consumer.Root, "theirs");

        var build = consumer.Property("CacheTasksSharedRoot", root).Set("CARGO_BUILD_BUILD_DIR", theirs).Build();

        Says(build, consumer.At(cargo, "2006", "message"));
        Assert.IsTrue(Directory.Exists(Path.Combine(theirs, "debug", ".fingerprint")));
        Assert.IsTrue(File.Exists(Path.Combine(Target(root, consumer.PathOf("native")), "debug", "libnative.so")));
    }

    [TestMethod]
    public void ExcludedUser_IsLeftAlone()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        var root = SharedRoot(consumer);

        var build = consumer.Property("CacheTasksSharedRoot", root).Property("CacheTasksExcludedUsers", Environment.UserName).Build();

        Says(build, consumer.At(cargo, "2005", "message"));
        Assert.IsEmpty(Directory.GetFileSystemEntries(root));
        Assert.IsTrue(File.Exists(consumer.PathOf("native/target/debug/libnative.so")));
    }

    [TestMethod]
    public void WrongProperties_AreSaidAtTheStep()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);

        var build = consumer.Property("CacheTasksSharedRoot", SharedRoot(consumer)).Property("CacheTasksExcludedUsers", "uid<many").Property("CacheTasksMinimumRoom", "plenty").Build();

        Says(build, consumer.At(cargo, "0002"), consumer.At(cargo, "0002"));
        Assert.AreEqual(0, build.ExitCode);
    }

    [TestMethod]
    public void UserLayout_IsSharedByCheckoutsAndKeepsTheConvention()
    {
        var consumer = With();
        var root = SharedRoot(consumer);
        var established = Directory.CreateDirectory(Path.Combine(root, Environment.UserName), Private).FullName;
        var cargo = Step.Cargo().With("SharedRoot", root).With("TargetLayout", "user");

        var build = consumer.Add(cargo).Build();

        SucceedsSilently(build);
        Assert.AreEqual(established, build.Record(cargo)["target"]);
        Assert.HasCount(1, Directory.GetFileSystemEntries(root));
    }

    [TestMethod]
    public void StepThatDoesNotRun_LeavesNothing()
    {
        var cargo = Step.Cargo() with { TargetCondition = "'$(Never)' != ''" };
        var consumer = With(cargo);
        var root = SharedRoot(consumer);

        var build = consumer.Property("CacheTasksSharedRoot", root).Build();

        SucceedsSilently(build);
        Assert.IsEmpty(Directory.GetFileSystemEntries(Directory.GetDirectories(root).Single()));
    }

    // Equal names in one target: each would run the program of the other.
    [TestMethod]
    public void TwoWorkspacesOfOneCheckout_AreSaid()
    {
        var (one, two) = (Step.Cargo(), Step.Cargo("BuildTools", "tools"));
        var consumer = With(one, two);
        Directory.CreateDirectory(consumer.PathOf(".git"));

        var build = consumer.Property("CacheTasksSharedRoot", SharedRoot(consumer)).Build();

        Says(build, consumer.At(two, "2009"));
        Assert.Contains($"is used by another workspace of {consumer.Location} as well", build.TheOnly("2009").Text);
        Assert.Contains("set TargetLayout=\"workspace\"", build.TheOnly("2009").Text);
    }

    [TestMethod]
    public void Migrate_TakesWhatIsBuiltAlong()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);
        var root = SharedRoot(consumer);
        consumer.Build();
        Assert.IsTrue(File.Exists(consumer.PathOf("native/target/debug/libnative.so")));

        var moved = consumer.Set("CacheTasksSharedRoot", root).Set("CacheTasksMigrate", "true").Build();
        var again = consumer.Build();

        SucceedsSilently(moved);
        SucceedsSilently(again);
        Assert.DoesNotContain("Compiling", moved.Output + again.Output);
        Assert.IsFalse(Directory.Exists(consumer.PathOf("native/target")));
        Assert.IsTrue(File.Exists(Path.Combine(Target(root, consumer.PathOf("native")), "debug", "libnative.so")));
        StringAssert.Matches(moved.Output, new(@"^ +CacheTasks  BuildNative  .*/native/target is renamed to ", Multiline));
        Assert.DoesNotContain("renamed", again.Output);
    }

    [TestMethod]
    public void OwnToolWithAPrivateTarget_GetsADirectoryToo()
    {
        var packer = new Step("PackThings", "packer", "things", "packer install");
        var consumer = With(packer).Item("""<CacheTool Include="packer" VersionArguments="--version" TargetDefault="out" TargetVariable="PACKER_OUT" PrivateTarget="true" />""");
        consumer.Tools.Script("packer", """
            case "$*" in
              --version) echo "packer 3.2.1" ;;
              *) echo "built" > "$PACKER_OUT/seen" ;;
            esac
            """);
        var root = SharedRoot(consumer);

        var build = consumer.Property("CacheTasksSharedRoot", root).Build();

        SucceedsSilently(build);
        Assert.AreEqual("built\n", File.ReadAllText(Path.Combine(Target(root, consumer.PathOf("things")), "seen")));
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
