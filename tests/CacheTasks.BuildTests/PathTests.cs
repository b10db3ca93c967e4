using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Characters that MSBuild, shells or JSON take for their own.</summary>
[TestClass]
public sealed class PathTests(TestContext context) : BuildTest(context)
{
    // % is not followed by two hex digits: such a project cannot be restored, with or without us.
    private const string Odd = "Über uns; 50% \"näher\" it's";

    [TestMethod]
    public void ProjectFolder()
    {
        // No linking: gcc cannot link in such a folder.
        var (sync, cargo) = (Step.Uv(), Step.Cargo(command: "cargo check"));
        var consumer = Own(new Consumer(Odd).Add(sync, cargo));

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual(consumer.PathOf("python/.venv"), build.Record(sync)["target"]);
        Assert.AreEqual("0", build.Record(sync)["outcome.copy"]);
        Assert.AreEqual(consumer.PathOf("native/target"), build.Record(cargo)["target"]);
    }

    [TestMethod]
    public void ProjectFolder_InADiagnostic()
    {
        var unknown = Step.Uv() with { Tool = "uvv" };
        var consumer = Own(new Consumer(Odd).Add(unknown));

        var build = consumer.Build();

        Says(build, consumer.At(unknown, "0001"));
        Assert.AreEqual(Path.GetFileName(consumer.Project), build.Diagnostics[0].File);
    }

    [TestMethod]
    public void WorkingAndCacheDirectories()
    {
        // Written as users must write them: %25 and %3B are MSBuild's escapes.
        var steps = new[] { "with blank", "semi%3Bcolon", "20%2520 per cent", "it's \"quoted\"", "naïve 日本", "dollar%24(x) at%40(y)" }
            .Select((folder, number) => Step.Uv($"Sync{number}", folder).With("CacheDirectory", "cache of " + folder)).ToArray();
        var consumer = With(steps);

        var build = consumer.Build();

        SucceedsSilently(build);
        foreach (var step in steps)
        {
            var record = build.Record(step);
            var folder = Uri.UnescapeDataString(step.Folder);
            Assert.AreEqual($"{consumer.PathOf("cache of " + folder)} → {consumer.PathOf(folder)}/.venv", $"{record["cache"]} → {record["target"]}");
            Assert.AreEqual("0", record["outcome.copy"], folder);
        }
    }

    [TestMethod]
    public void SharedRoot()
    {
        var cargo = Step.Cargo(command: "cargo check");
        var consumer = Own(new Consumer(Odd).Add(cargo));
        var root = Directory.CreateDirectory(Path.Combine(consumer.Root, "geteilt; 100% \"alle\"")).FullName;

        var build = consumer.Set("CacheTasksSharedRoot", root).Build();

        SucceedsSilently(build);
        Assert.StartsWith(root + "/u", build.Record(cargo)["target"]);
        Assert.IsTrue(File.Exists(build.Record(cargo)["target"] + "/.rustc_info.json"));
    }
}
