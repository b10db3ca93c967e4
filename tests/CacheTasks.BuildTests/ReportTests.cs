using System.Text.Json;
using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>One report of each kind for all projects, frameworks and processes of a build.</summary>
[TestClass]
public sealed class ReportTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    public void TwoProjectsTwoFrameworks_AreOneReport_AndTheNextBuildTellsOfItselfAlone()
    {
        var (first, second) = (Step.Uv("SyncFirst"), Step.Uv("SyncSecond"));
        var one = With(first).TwoFrameworks().Write();
        var two = one.Beside("two").Add(second).TwoFrameworks().Write();
        var (sarif, page, summary) = (Path.Combine(one.Root, "out", "report.sarif"), Path.Combine(one.Root, "out", "page.html"), Path.Combine(one.Root, "summary.md"));
        File.WriteAllText(summary, "# Tests\n");
        one.Set("GITHUB_STEP_SUMMARY", summary).Set("TMPDIR", Directory.CreateDirectory(Path.Combine(one.Root, "tmp")).FullName);
        string[] switches = ["-m:2", "-p:CacheTasksSarif=out/report.sarif", "-p:CacheTasksReport=out/page.html"];
        var solution = one.SolutionWith(two);

        SucceedsSilently(one.Run(solution, switches));

        string[] expected = ["App.csproj net10.0 SyncFirst", "App.csproj net10.0-windows SyncFirst", "two.csproj net10.0 SyncSecond", "two.csproj net10.0-windows SyncSecond"];
        AssertSteps(expected, sarif);
        Assert.Contains("<h1>4 steps: 4 linked</h1>", File.ReadAllText(page));
        Assert.StartsWith("# Tests\n<!-- cachetasks ", File.ReadAllText(summary));
        Assert.Contains("## CacheTasks: 4 steps: 4 linked\n", File.ReadAllText(summary));
        Assert.IsEmpty(Directory.GetDirectories(one.Environment["TMPDIR"], "cachetasks-report-*"));

        Assert.Contains("\"outcome\": {", File.ReadAllText(sarif));

        // It installs nothing; what the first one installed is in the records still.
        SucceedsSilently(one.Run(solution, switches));
        AssertSteps(expected, sarif);
        Assert.DoesNotContain("\"outcome\": {", File.ReadAllText(sarif));
        Assert.Contains("<h1>4 steps: 4 linked</h1>", File.ReadAllText(page));
        Assert.HasCount(2, File.ReadAllText(summary).Split("## CacheTasks"));
    }

    // Its hook after the step is never reached.
    [TestMethod]
    public void StepThatMayNotRun_IsInTheReport()
    {
        using var other = new OtherFilesystem();
        var sync = Step.Uv().With("Require", "link");
        var consumer = With(sync).Set("UV_CACHE_DIR", other.Location).Property("CacheTasksReport", "page.html").Property("CacheTasksSarif", "report.sarif");

        var build = consumer.Build();

        Says(build, consumer.At(sync, "1001", "error"));
        Assert.Contains("<h1>1 step: 1 did not finish; 1 error</h1>", File.ReadAllText(consumer.PathOf("page.html")));
        Assert.Contains(other.Location, File.ReadAllText(consumer.PathOf("report.sarif")));
    }

    [TestMethod]
    public void ReportThatCannotBeWritten_IsSaidOnce_AndTheBuildGoesOn()
    {
        var (first, second) = (Step.Uv("SyncFirst").With("Require", "link"), Step.Uv("SyncSecond", "other"));
        var consumer = With(first, second).Property("CacheTasksReport", "file/page.html");
        consumer.Write();
        File.WriteAllText(consumer.PathOf("file"), "");

        var build = consumer.Build();

        Says(build, consumer.At(first, "0002"));
        Assert.StartsWith("SyncFirst: CacheTasksReport=\"file/page.html\" cannot be written, so there is no page of this build: ", build.TheOnly("0002").Text);
        Assert.AreEqual(0, build.ExitCode);
        Assert.IsTrue(build.Ran(first) && build.Ran(second));
    }

    // What Azure shows is uploaded by the agent, which reads the build's output.
    [TestMethod]
    public void OnAzure_TheAgentIsToldOfTheSummary()
    {
        var sync = Step.Uv();
        var consumer = With(sync);
        consumer.Set("TF_BUILD", "True").Set("AGENT_TEMPDIRECTORY", Directory.CreateDirectory(Path.Combine(consumer.Root, "agent")).FullName);

        var build = consumer.Build();

        SucceedsSilently(build);
        var file = Directory.GetFiles(consumer.Environment["AGENT_TEMPDIRECTORY"]).Single();
        AssertLine("##vso[task.uploadsummary]" + file, build);
        Assert.Contains("## CacheTasks: 1 step: 1 linked\n", File.ReadAllText(file));
    }

    [TestMethod]
    public void NothingWanted_CostsNothing()
    {
        var consumer = With(Step.Uv());
        consumer.Set("TMPDIR", Directory.CreateDirectory(Path.Combine(consumer.Root, "tmp")).FullName);

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.DoesNotContain("ReportSteps", build.Tasks.Select(task => task.Task));
        Assert.IsEmpty(Directory.GetDirectories(consumer.Environment["TMPDIR"], "cachetasks-*"));
    }

    private static void AssertLine(string line, BuildResult build) =>
        Assert.HasCount(1, build.Output.Split('\n').Where(text => text.Trim() == line).ToList(), build.Output);

    private static void AssertSteps(IEnumerable<string> expected, string sarif)
    {
        using var log = JsonDocument.Parse(File.ReadAllText(sarif));
        var steps = log.RootElement.GetProperty("runs")[0].GetProperty("properties").GetProperty("steps").EnumerateArray();
        var found = steps.Select(step => $"{Path.GetFileName(step.GetProperty("project").GetString())} {step.GetProperty("targetFramework").GetString()} {step.GetProperty("step").GetString()}");
        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', found));
    }
}
