using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>CacheExec in the target of a step, where a user would have an Exec.</summary>
[TestClass]
public sealed class CacheExecTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    [DataRow("-m:1")]
    [DataRow("-mt")]
    public void TypeErrorInRust_IsAnErrorOfTheBuildAtItsLine(string switches)
    {
        var consumer = With(Step.Cargo() with { Target = null }).Body(Target("BuildNative", "cargo build", "native")).Write();
        File.WriteAllText(consumer.PathOf("native/part/src/lib.rs"), "pub fn answer() -> i32 {\n    \"42\"\n}\n");

        var build = consumer.Build(switches);

        Says(build, "error E0308 lib.rs(2,5)", $"error MSB3073 App.csproj({Place(consumer)})");
        Assert.AreEqual(consumer.PathOf("native/part/src/lib.rs"), build.Diagnostics.Single(diagnostic => diagnostic.Code == "E0308").File);
        Assert.Contains("native/part/src/lib.rs(2,5): error E0308: mismatched types: expected `i32`, found `&str` [", build.Output);
        Assert.Contains("error[E0308]: mismatched types", build.Output);
        Assert.AreEqual(1, build.ExitCode);
    }

    [TestMethod]
    public void BrokenProjectFile_IsAnErrorOfTheBuildAtItsLine()
    {
        var consumer = With(Step.Uv() with { Target = null }).Body(Target("SyncPython", "uv sync", "python")).Write();
        File.WriteAllText(consumer.PathOf("python/pyproject.toml"), "[project]\nname = \"p\"\nversion = \n");

        var build = consumer.Build();

        var error = build.Diagnostics.Single(diagnostic => diagnostic.Code == "UV0001");
        Assert.AreEqual($"error {consumer.PathOf("python/pyproject.toml")}(3,11)", $"{error.Severity} {error.File}({error.Line},{error.Column})");
        Assert.HasCount(1, build.Diagnostics.Where(diagnostic => diagnostic.File.EndsWith("pyproject.toml", StringComparison.Ordinal)));
        Assert.AreEqual(1, build.ExitCode);
    }

    [TestMethod]
    public void StepThatWorks_IsAsWithExec()
    {
        var sync = Step.Uv() with { Target = null };

        var build = With(sync).Body(Target("SyncPython", "uv sync; test -z \"$CACHETASKS_STEP\"", "python")).Build();

        SucceedsSilently(build);
        Assert.AreEqual("0", build.Record(sync)["outcome.copy"]);
    }

    private static string Target(string name, string command, string directory) => $"""
          <Target Name="{name}" BeforeTargets="BeforeBuild">
            <CacheExec Command="{command.Replace("\"", "&quot;", StringComparison.Ordinal)}" WorkingDirectory="{directory}" />
          </Target>

        """;

    // Where the task's element stands.
    private static string Place(Consumer consumer)
    {
        var lines = File.ReadAllLines(consumer.Project);
        var line = Array.FindIndex(lines, text => text.Contains("<CacheExec", StringComparison.Ordinal));
        return $"{line + 1},{lines[line].IndexOf('<', StringComparison.Ordinal) + 1}";
    }
}
