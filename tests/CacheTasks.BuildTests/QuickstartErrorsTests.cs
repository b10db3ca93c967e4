using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>The quickstart with mistakes in it: the output of the build, and each report, say what is wrong, where, and what to do.</summary>
[TestClass]
public sealed class QuickstartErrorsTests(TestContext context) : BuildTest(context), IDisposable
{
    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "quickstart");

    private Consumer _consumer = null!;
    private OtherFilesystem? _memory;

    [TestInitialize]
    public void CopyTheSample()
    {
        if (Environment.GetEnvironmentVariable("UV_FIND_LINKS") is not { Length: > 0 } wheels)
        {
            Assert.Inconclusive("UV_FIND_LINKS names no folder of wheels, and tests ask no public index");
            return;
        }
        _memory = new OtherFilesystem();
        _consumer = Own(new Consumer());
        // With what the sample has built: the crates that it uses take a minute to compile.
        foreach (var folder in new[] { "app", "native", "python" })
            new Command("cp", "-aT", Path.Combine(s_sample, folder), At(folder)).Run().OrFail();
        new Command("rm", "-rf", At("app/obj"), At("app/bin"), At("python/.venv")).Run().OrFail();
        foreach (var name in new[] { "CARGO_HOME", "CARGO_NET_OFFLINE" }.Where(name => Environment.GetEnvironmentVariable(name) is not null))
            _consumer.Set(name, Environment.GetEnvironmentVariable(name)!);
        _consumer.Set("UV_FIND_LINKS", wheels).Set("UV_CACHE_DIR", Path.Combine(_memory.Location, "uv"))
            .Set("CacheTasksVersion", PackedPackage.Instance.Version)
            .Set("CacheTasksSarif", At("report.sarif")).Set("CacheTasksReport", At("report.html")).Set("GITHUB_STEP_SUMMARY", At("summary.md"));
    }

    [TestMethod]
    public void TypeErrorInRust_AndACacheElsewhere()
    {
        var source = At("native/core/src/lib.rs");
        File.WriteAllText(source, File.ReadAllText(source).Replace("skipped: lines.len() - entries.len(),", "skipped: \"none\",", StringComparison.Ordinal));
        var line = Array.FindIndex(File.ReadAllLines(source), text => text.Contains("\"none\"", StringComparison.Ordinal)) + 1;

        var build = _consumer.Run(At("app/App.csproj"));

        Assert.AreEqual(1, build.ExitCode);
        var copied = build.TheOnly("1001");
        Assert.AreEqual(("warning", "App.csproj", 15), (copied.Severity, copied.File, copied.Line));
        var mismatch = build.Diagnostics.Single(diagnostic => diagnostic.Code == "E0308");
        Assert.AreEqual(("error", source, line), (mismatch.Severity, mismatch.File, mismatch.Line));
        Assert.Contains("mismatched types", mismatch.Text);

        SayIn("report.sarif", "CACHETASKS1001", "E0308", "native/core/src/lib.rs", $"\"startLine\": {line}");
        SayIn("summary.md", "CACHETASKS1001", "SyncPython", "E0308", $"lib.rs:{line}", "mismatched types");
        SayIn("report.html", "CACHETASKS1001", "SyncPython", "BuildNative", "E0308", "mismatched types", "<svg");
    }

    [TestMethod]
    public void BrokenProject_AndACacheElsewhere()
    {
        var project = At("python/pyproject.toml");
        File.WriteAllText(project, File.ReadAllText(project).Replace("version = \"0.1.0\"", "version = 0.1.0", StringComparison.Ordinal));

        var build = _consumer.Run(At("app/App.csproj"));

        Assert.AreEqual(1, build.ExitCode);
        var broken = build.Diagnostics.Single(diagnostic => diagnostic.Severity == "error" && diagnostic.File == project);
        Assert.AreEqual(3, broken.Line);
        SayIn("report.sarif", "python/pyproject.toml", "\"startLine\": 3");
        SayIn("summary.md", "pyproject.toml:3");
        SayIn("report.html", "pyproject.toml", "SyncPython");
    }

    private void SayIn(string report, params IReadOnlyList<string> texts)
    {
        var said = File.ReadAllText(At(report));
        foreach (var text in texts)
            Assert.Contains(text, said, $"{report}: {said}");
    }

    public void Dispose() => _memory?.Dispose();

    private string At(string name) => Path.Combine(_consumer.Root, name);
}
