using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Each task of the chain, called from a user's own target: items in, items out.</summary>
[TestClass]
public sealed class LoneTaskTests(TestContext context) : BuildTest(context)
{
    private const string Pairs = """
        <Pair Include="Mine" Tool="uv" ToolVersion="0.13.8" CacheDirectory="$(MSBuildProjectDirectory)/cache" TargetDirectory="$(MSBuildProjectDirectory)/venv" />
        <Pair Include="Older" Tool="uv" ToolVersion="0.10.4" CacheDirectory="$(MSBuildProjectDirectory)/cache" TargetDirectory="$(MSBuildProjectDirectory)/venv" />
        """;

    [TestMethod]
    public void VerifyColocation_GivesVerdictsWithoutRunningAnyTool()
    {
        var consumer = Target("""
            <VerifyColocation Steps="@(Pair)" ProjectDirectory="$(MSBuildProjectDirectory)" RecordDirectory="$(MSBuildProjectDirectory)/records">
              <Output TaskParameter="Steps" ItemName="Verified" />
            </VerifyColocation>
            """).Item(Pairs).Value("@(Verified)");
        var before = Entries(consumer);

        var build = consumer.Build();

        SucceedsSilently(build);
        CollectionAssert.AreEqual(new[] { "Mine", "Older" }, build.Value("@(Verified)"));
        var record = new StepRecord(consumer.PathOf("records/Mine.json"));
        Assert.AreEqual("Mine uv 0.13.8", $"{record["step"]} {record["tool"]} {record["toolVersion"]}");
        Assert.AreEqual($"{consumer.PathOf("cache")} → {consumer.PathOf("venv")}", $"{record["cache"]} → {record["target"]}");
        Assert.AreEqual("works works", $"{record["modes.hardlink.result"]} {record["modes.copy.result"]}");
        Assert.AreEqual("hardlink", new StepRecord(consumer.PathOf("records/Older.json"))["prediction.mode"]);
        Assert.IsEmpty(consumer.Tools.CallsOf("uv"));
        // Probes leave nothing, and neither directory is made.
        CollectionAssert.AreEquivalent(new[] { "bin", "obj", "records" }, Entries(consumer).Except(before).ToArray());
    }

    [TestMethod]
    public void SetLinkMode_AddsTheEnvironment()
    {
        using var other = new OtherFilesystem();
        var consumer = Target($"""
            <VerifyColocation Steps="@(Pair)" ProjectDirectory="$(MSBuildProjectDirectory)" RecordDirectory="$(MSBuildProjectDirectory)/records">
              <Output TaskParameter="Steps" ItemName="Verified" />
            </VerifyColocation>
            <SetLinkMode Steps="@(Verified)" ProjectDirectory="$(MSBuildProjectDirectory)" RecordDirectory="$(MSBuildProjectDirectory)/records">
              <Output TaskParameter="Steps" ItemName="Planned" />
            </SetLinkMode>
            """)
            .Item($"""<Pair Include="Mine" Tool="uv" ToolVersion="0.13.8" CacheDirectory="{other.Location}" TargetDirectory="$(MSBuildProjectDirectory)/venv" />""")
            .Value("@(Planned->'%(EnvironmentVariables)')");

        var build = consumer.Build();

        Assert.AreEqual("warning CACHETASKS1001", build.Said.Split(" App.csproj")[0]);
        CollectionAssert.AreEqual(new[] { "UV_LINK_MODE=copy" }, build.Value("@(Planned->'%(EnvironmentVariables)')"));
        var record = new StepRecord(consumer.PathOf("records/Mine.json"));
        Assert.AreEqual("copy copy", $"{record["planned.mode"]} {record["environment.UV_LINK_MODE"]}");
    }

    [TestMethod]
    public void ResolveCacheSteps_AsksTheTool()
    {
        var consumer = Target("""
            <ResolveCacheSteps Steps="@(Mine)" Tools="@(CacheTool)" ProjectDirectory="$(MSBuildProjectDirectory)">
              <Output TaskParameter="Steps" ItemName="Resolved" />
            </ResolveCacheSteps>
            """).Item("""<Mine Include="Anything" Tool="uv" WorkingDirectory="python" />""")
            .Value("@(Resolved->'%(Identity) %(ToolVersion) %(CacheDirectory) %(TargetDirectory)')").Write();
        Sources.Python(consumer.Root, consumer.PathOf("python"), "any");

        var build = consumer.Build();

        SucceedsSilently(build);
        CollectionAssert.AreEqual(new[] { $"Anything 0.13.8 {consumer.UvCache} {consumer.PathOf("python/.venv")}" },
            build.Value("@(Resolved->'%(Identity) %(ToolVersion) %(CacheDirectory) %(TargetDirectory)')"));
    }

    [TestMethod]
    public void ApplyCacheEnvironment_SetsAndRestores()
    {
        const string Look = """<Exec Command="echo &quot;[$ONE][$TWO]&quot; &gt;&gt; seen" />""";
        var consumer = Target($"""
            {Look}
            <ApplyCacheEnvironment Steps="@(Mine)" ProjectDirectory="$(MSBuildProjectDirectory)">
              <Output TaskParameter="Saved" ItemName="Saved" />
              <Output TaskParameter="CacheEnvironment" ItemName="Given" />
            </ApplyCacheEnvironment>
            {Look}
            <ApplyCacheEnvironment Steps="" Restore="@(Saved)" ProjectDirectory="$(MSBuildProjectDirectory)" />
            {Look}
            """).Item("""<Mine Include="Anything" Tool="uv" EnvironmentVariables="ONE=1;TWO=a%253Bb" />""")
            .Value("@(Given)").Set("ONE", "mine");

        var build = consumer.Build();

        SucceedsSilently(build);
        CollectionAssert.AreEqual(new[] { "[mine][]", "[1][a;b]", "[mine][]" }, File.ReadAllLines(consumer.PathOf("seen")));
    }

    [TestMethod]
    public void AllocateTargetDirectories_NamesAndMakesTheDirectory()
    {
        var consumer = Target("""
            <AllocateTargetDirectories Steps="@(Mine)" ProjectDirectory="$(MSBuildProjectDirectory)">
              <Output TaskParameter="Steps" ItemName="Allocated" />
            </AllocateTargetDirectories>
            """)
            .Item("""<Mine Include="Anything" Tool="cargo" ToolVersion="1.95.0" SharedRoot="$(MSBuildProjectDirectory)/shared" WorkingDirectory="native" TargetDirectory="$(MSBuildProjectDirectory)/native/target" />""")
            .Value("@(Allocated->'%(TargetDirectory)')").Write();
        Sources.Cargo(consumer.Root, consumer.PathOf("native"), "any");
        Directory.CreateDirectory(consumer.PathOf("shared"));

        var build = consumer.Build();

        SucceedsSilently(build);
        var target = build.Value("@(Allocated->'%(TargetDirectory)')").Single();
        Assert.StartsWith(consumer.PathOf("shared") + "/u", target);
        Assert.IsTrue(File.Exists(Path.Combine(target, "CACHEDIR.TAG")));
    }

    [TestMethod]
    public void VerifyOutcome_CountsWhatIsThere()
    {
        var sync = Step.Uv();
        var consumer = With(sync).Item("""
            <Done Include="Counted" Tool="uv" ToolVersion="0.13.8" CacheDirectory="$(HOME)/xdg/cache/uv" TargetDirectory="$(MSBuildProjectDirectory)/python/.venv" />
            """).Body("""
              <Target Name="Count" AfterTargets="Build">
                <VerifyOutcome Steps="@(Done)" ProjectDirectory="$(MSBuildProjectDirectory)" RecordDirectory="$(MSBuildProjectDirectory)/records" />
              </Target>

            """);

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual(build.Record(sync)["outcome"], new StepRecord(consumer.PathOf("records/Counted.json"))["outcome"]);
    }

    private Consumer Target(string tasks) => With().Body($"""
          <Target Name="Mine" AfterTargets="Build">
            {tasks}
          </Target>

        """);

    private static string[] Entries(Consumer consumer) =>
        [.. Directory.GetFileSystemEntries(consumer.Write().Location).Select(entry => Path.GetFileName(entry))];
}
