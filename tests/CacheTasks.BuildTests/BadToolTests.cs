using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>Tools that are absent or give no usable answer. The step runs as it would without us.</summary>
[TestClass]
public sealed class BadToolTests(TestContext context) : BuildTest(context)
{
    // Only the questions go wrong: the step itself gets the real uv.
    private static string Broken(string answer) =>
        $"""
        [ "$*" = sync ] && exec '{Uv.Find("0.13.8").Path}' sync
        {answer}
        """;

    [TestMethod]
    public void Absent_ConditionOnTheTargetAlone()
    {
        var sync = Step.Uv() with { TargetCondition = "'$(HasUv)' == 'true'" };
        var consumer = With(sync);
        consumer.Tools.Remove("uv");

        var build = consumer.Build();

        Says(build, consumer.At(sync, "0003"));
        Assert.Contains("PATH", build.TheOnly("0003").Text);
        Assert.AreEqual(0, build.ExitCode);
        Assert.IsFalse(build.Ran(sync));
    }

    [TestMethod]
    public void Absent_TheStepFailsByItself()
    {
        var sync = Step.Uv();
        var consumer = With(sync);
        consumer.Tools.Remove("uv");

        var build = consumer.Build();

        Assert.AreEqual("CACHETASKS0003 MSB3073", string.Join(' ', build.Diagnostics.Select(diagnostic => diagnostic.Code).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    [DataRow("echo '%*§ no version'", DisplayName = "garbage")]
    [DataRow("head -c 100000 /dev/urandom", DisplayName = "binary garbage")]
    [DataRow("true", DisplayName = "nothing")]
    [DataRow("kill -9 $$", DisplayName = "dies")]
    public void AnswersWithoutSense(string answer) => Warns(Broken(answer), "uv");

    [TestMethod]
    public void ExitsTwo_ItsOwnWordsAreQuoted() =>
        Warns(Broken("echo 'error: the flux is not capacitated' >&2; exit 2"), "the flux is not capacitated");

    [TestMethod]
    public void Hangs_IsEndedAfterAskTimeout()
    {
        // Told apart from any other process by its argument.
        var seconds = $"{Random.Shared.Next(100_000, 999_999)}";

        Warns(Broken($"sleep {seconds}"), "uv");

        Assert.IsEmpty(ProcessesWith(seconds));
    }

    [TestMethod]
    public void TooOldForWhatItIsAsked_IsSaidOnce()
    {
        var sync = Step.Uv();
        var consumer = With(sync);
        consumer.Tools.Script("uv", $"""
            [ "$*" = --version ] && echo "uv 0.8.13" && exit 0
            [ "$1" = workspace ] && echo "error: unrecognized subcommand 'workspace'" >&2 && exit 2
            exec '{Uv.Find("0.13.8").Path}' "$@"
            """);

        var build = consumer.Build();

        Says(build, consumer.At(sync, "0004"));
        Assert.Contains("uv 0.8.13", build.TheOnly("0004").Text);
        Assert.IsTrue(build.Ran(sync));
    }

    [TestMethod]
    public void PyprojectThatUvCannotParse_ItsOwnWordsAreQuoted()
    {
        var sync = Step.Uv(command: "true");
        var consumer = With(sync).Write();
        File.AppendAllText(consumer.PathOf("python/pyproject.toml"), "dependencies = [ not toml\n");
        var line = File.ReadAllLines(consumer.PathOf("python/pyproject.toml")).Length;

        var build = consumer.Build();

        Says(build, consumer.At(sync, "0003"));
        Assert.Contains("pyproject.toml", build.TheOnly("0003").Text);
        Assert.Contains($"line {line}, column", build.TheOnly("0003").Text);
    }

    [TestMethod]
    public void ManifestThatCargoCannotParse_ItsOwnWordsAreQuoted()
    {
        var cargo = Step.Cargo(command: "true");
        var consumer = With(cargo).Write();
        File.AppendAllText(consumer.PathOf("native/Cargo.toml"), "not toml\n");

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "0003"));
        Assert.Contains("Cargo.toml", build.TheOnly("0003").Text);
    }

    [TestMethod]
    public void NoCargoManifest_IsSaid()
    {
        var cargo = Step.Cargo(command: "true") with { Sources = Sources.None };
        var consumer = With(cargo);

        var build = consumer.Build();

        Says(build, consumer.At(cargo, "0003"));
        Assert.Contains("could not find `Cargo.toml`", build.TheOnly("0003").Text);
    }

    private void Warns(string script, string part)
    {
        var sync = Step.Uv();
        var consumer = With(sync).Item("""<CacheTool Update="uv" AskTimeout="1" />""");
        consumer.Tools.Script("uv", script);

        var build = consumer.Build();

        Says(build, consumer.At(sync, "0003"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.IsTrue(Directory.Exists(consumer.PathOf("python/.venv")));
        Assert.Contains(part, build.TheOnly("0003").Text);
    }

    private static string[] ProcessesWith(string argument) =>
        [.. Directory.GetDirectories("/proc").Select(CommandLine).Where(line => line.Split('\0').Contains(argument))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // Ended meanwhile, or not a process.
        }
    }
}
