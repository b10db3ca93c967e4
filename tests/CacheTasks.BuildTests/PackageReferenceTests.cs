using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>One PackageReference, one item per step, and steps that know nothing of it.</summary>
[TestClass]
public sealed class PackageReferenceTests(TestContext context) : BuildTest(context)
{
    private static readonly string[] s_keys =
        ["step", "tool", "toolVersion", "cache", "target", "modes", "causes", "prediction", "planned", "placement", "environment", "outcome"];

    [TestMethod]
    public void UvStep_LinksAndLeavesARecord()
    {
        var sync = Step.Uv();
        var consumer = With(sync);

        var build = consumer.Build();

        SucceedsSilently(build);
        var record = build.Record(sync);
        CollectionAssert.AreEqual(s_keys, record.Keys, record.ToString());
        Assert.AreEqual("SyncPython uv 0.13.8", $"{record["step"]} {record["tool"]} {record["toolVersion"]}");
        Assert.AreEqual($"{consumer.UvCache} → {consumer.PathOf("python/.venv")}", $"{record["cache"]} → {record["target"]}");
        // clone on xfs and btrfs, else hardlink: one folder tree can always be linked.
        var mode = record["planned.mode"];
        Assert.IsTrue(mode is "clone" or "hardlink", mode);
        Assert.AreEqual(mode, record["prediction.mode"]);
        Assert.AreEqual("works", record[$"modes.{mode}.result"]);
        Assert.AreEqual("null False {}", $"{record["planned.fails"]} {record["planned.warns"]} {record["environment"]}");
        Assert.IsGreaterThan(10, int.Parse(record[$"outcome.{mode}"]), record.ToString());
        Assert.AreEqual("0", record["outcome.copy"]);
    }

    [TestMethod]
    public void CargoStep_KeepsItsTarget()
    {
        var cargo = Step.Cargo();
        var consumer = With(cargo);

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual($"BuildNative cargo {consumer.PathOf("native/target")}",
            $"{build.Record(cargo)["step"]} {build.Record(cargo)["tool"]} {build.Record(cargo)["target"]}");
        Assert.IsTrue(File.Exists(consumer.PathOf("native/target/debug/libnative.so")));
    }

    [TestMethod]
    public void Steps_AreReportedBeforeAndAfter()
    {
        var build = With(Step.Uv(), Step.Cargo()).Build();

        SucceedsSilently(build);
        StringAssert.Matches(build.Output, new(@"^ +CacheTasks  SyncPython +uv 0\.13\.8 +\S+ → \S*python/\.venv: (clone|hardlink) ", Multiline));
        StringAssert.Matches(build.Output, new(@"^ +CacheTasks  SyncPython +.*\d+ hard links", Multiline));
        StringAssert.Matches(build.Output, new(@"^ +CacheTasks  BuildNative +cargo \d+\.\d+\.\d+ ", Multiline));
    }

    [TestMethod]
    public void UnchangedSecondBuild_RewritesNoRecord()
    {
        var (sync, cargo) = (Step.Uv(), Step.Cargo());
        var consumer = With(sync, cargo);
        var first = consumer.Build();
        var before = new[] { sync, cargo }.Select(step => Stamp(first.RecordPath(step))).ToArray();

        var second = consumer.Build();

        SucceedsSilently(second);
        CollectionAssert.AreEqual(before, new[] { sync, cargo }.Select(step => Stamp(second.RecordPath(step))).ToArray());
    }

    [TestMethod]
    public void Package_AddsNothingToTheOutput()
    {
        var consumer = With(Step.Uv()).Compiled();

        SucceedsSilently(consumer.Build());

        var output = Directory.GetFiles(consumer.PathOf("bin/Debug/net10.0")).Select(Path.GetFileName).Order().ToArray();
        CollectionAssert.AreEqual(new[] { "App.deps.json", "App.dll", "App.pdb" }, output);
        Assert.DoesNotContain("CacheTasks", File.ReadAllText(consumer.PathOf("bin/Debug/net10.0/App.deps.json")));
    }

    [TestMethod]
    public void ReferenceThroughAnotherProject_Works()
    {
        var sync = Step.Uv();
        var consumer = With();
        var user = consumer.Beside("User").Add(sync).Compiled()
            .WithoutReference().Item($"<ProjectReference Include=\"{consumer.Project}\" />");
        // PrivateAssets="all" would keep the package from flowing.
        consumer.Compiled().WithoutReference().Item(Consumer.Reference(privateAssets: ""));
        consumer.Write();

        var build = user.Build();

        SucceedsSilently(build);
        Assert.AreEqual("0", build.Record(sync)["outcome.copy"]);
    }

    private static (DateTime, string) Stamp(string path) => (File.GetLastWriteTimeUtc(path), File.ReadAllText(path));
}
