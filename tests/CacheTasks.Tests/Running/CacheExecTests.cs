using System.Diagnostics;
using System.Text;
using CacheTasks.Running;
using CacheTasks.Tasks;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;
using Microsoft.Build.Framework;

namespace CacheTasks.Tests.Running;

/// <summary>CacheExec as an Exec: codes, streams, encodings, and what a command leaves behind.</summary>
[TestClass]
public sealed class CacheExecTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("exec");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Command_RunsInItsDirectoryWithItsVariables()
    {
        var run = RunExec.Of("echo \"$(pwd) $MINE\"", _folder.Location, "MINE=a=b;c");

        Assert.IsTrue(run.Succeeded);
        Assert.Contains($"{_folder.Location} a=b;c", run.Shown);
        Assert.IsEmpty(run.Diagnostics);
    }

    [TestMethod]
    [DataRow("exit 3", 3)]
    [DataRow("kill -9 $$", 137)]
    [DataRow("nosuchprogram", 127)]
    public void FailedCommand_IsOneErrorWithItsCode(string command, int code)
    {
        var run = RunExec.Of(command);

        Assert.IsFalse(run.Succeeded);
        Assert.AreEqual(code, run.ExitCode);
        Assert.AreEqual($"error MSB3073 test.csproj(1,0): The command \"{command}\" exited with code {code}.", run.Diagnostics[^1]);
    }

    [TestMethod]
    public void IgnoredExitCode_IsNoError()
    {
        using var task = new CacheExec { Command = "echo 'error: no' >&2; exit 3 # cargo", IgnoreExitCode = true, IgnoreStandardErrorWarningFormat = true };

        var run = new RunExec(task);

        Assert.IsTrue(run.Succeeded);
        Assert.AreEqual(3, run.ExitCode);
        Assert.IsEmpty(run.Diagnostics);
    }

    [TestMethod]
    public void CanonicalErrors_AreErrorsAsInExec()
    {
        var run = RunExec.Of("echo 'a.c(3,4): error X12: broken'; echo 'a.c(5): warning X13: odd'");

        Assert.IsFalse(run.Succeeded);
        Assert.AreEqual(-1, run.ExitCode);
        Assert.AreEqual("warning X13 a.c(5,0): odd", run.Diagnostics[0]);
        Assert.AreEqual("error X12 a.c(3,4): broken", run.Diagnostics[1]);
        Assert.StartsWith("error MSB3077 test.csproj(1,0): The command \"echo 'a.c(3,4): error X12: broken'; ", run.Diagnostics[2]);
        Assert.EndsWith("\" exited with code 0, but its output has errors; they are above.", run.Diagnostics[2]);
    }

    [TestMethod]
    public void CanonicalErrorsOfAnIgnoredCode_DoNotFailTheTask()
    {
        using var task = new CacheExec { Command = "echo 'a.c(3,4): error X12: broken'", IgnoreExitCode = true };

        var run = new RunExec(task);

        Assert.IsTrue(run.Succeeded);
        Assert.AreEqual(-1, run.ExitCode);
        AssertLines.Equal(["error X12 a.c(3,4): broken"], run.Diagnostics);
    }

    [TestMethod]
    public void LineOfAMessage_IsShownBeforeTheNextIsWritten()
    {
        var go = _folder["go"];
        var engine = new RecordingEngine { Showing = line => File.WriteAllText(line == "error: one" ? go : _folder["other"], "") };
        using var task = new CacheExec { Command = $"uv() {{ echo 'error: one' >&2; while ! test -e '{go}'; do sleep 0.02; done; }}; uv run", Timeout = 30_000 };

        Assert.IsTrue(new RunExec(task, engine).Succeeded);
    }

    [TestMethod]
    public void DefectOfOurs_IsSaidAndTheCommandRuns()
    {
        var engine = new RecordingEngine { Defect = new InvalidOperationException("a defect") };
        using var task = new CacheExec { Command = "uv() { echo ran; }; uv sync --cache-dir /elsewhere", Context = RunExec.Context(("Tool", "uv"), ("CacheDirectory", "/cache"), ("AskToken", Path.GetFileName(_folder.Location))) };

        var run = new RunExec(task, engine);

        Assert.IsTrue(run.Succeeded);
        Assert.Contains("ran", run.Shown);
        Assert.AreEqual(
            "warning CACHETASKS0007 test.csproj(0,0): SyncPython: CacheExec failed and the command runs as with Exec: InvalidOperationException: a defect Please report this; -v:diag shows the details.",
            run.Diagnostics.Single());
    }

    [TestMethod]
    [DataRow("exit 3", 0, "MSB3073", DisplayName = "it fails")]
    [DataRow("echo a.c: error X1: no", 0, "MSB3077", DisplayName = "it prints errors")]
    [DataRow("sleep 60", 100, "MSB3073", DisplayName = "it takes too long")]
    public void CommandThatIsNotEchoed_IsShownNowhere(string command, int timeout, string code)
    {
        using var task = new CacheExec { Command = command + " # secret", EchoOff = true, Timeout = timeout == 0 ? -1 : timeout, TaskProcessTerminationTimeout = 0 };

        var run = new RunExec(task);

        Assert.AreEqual(code, run.Engine.Errors[^1].Code);
        Assert.IsFalse(run.Diagnostics.Concat(run.Shown).Any(line => line.Contains("secret", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void DiagnosticOfTheProject_NamesItRelativeToItsFolder()
    {
        using var task = new CacheExec { Command = "exit 1" };

        var run = new RunExec(task, new RecordingEngine { ProjectFileOfTaskNode = Path.Combine(Directory.GetCurrentDirectory(), "App.csproj") });

        Assert.AreEqual("App.csproj", run.Engine.Errors.Single().File);
    }

    [TestMethod]
    public void CustomExpressions_AreAppliedAndBadOnesAreSaid()
    {
        using var task = new CacheExec { Command = "echo 'this is BAD {0}'; echo 'that is odd'", CustomErrorRegularExpression = "BAD", CustomWarningRegularExpression = "(" };

        var run = new RunExec(task);

        Assert.IsFalse(run.Succeeded);
        Assert.AreEqual("this is BAD {0}", run.Engine.Errors[0].Message);
        Assert.AreEqual("CACHETASKS0002", run.Engine.Warnings.Single().Code);
    }

    [TestMethod]
    public void StandardOutput_IsItemsOfItsOwn()
    {
        using var task = new CacheExec { Command = "echo ' one%3B '; echo two >&2; echo; echo three", ConsoleToMSBuild = true };

        var run = new RunExec(task);

        CollectionAssert.AreEqual(new[] { " one%3B", "three" }, run.Standard);
        CollectionAssert.AreEquivalent(new[] { " one%3B", "two", "three" }, run.Console);
    }

    [TestMethod]
    public void BytesThatAreNoText_AreShownReplaced() => Assert.Contains("a\uFFFD\uFFFDb", RunExec.Of("printf 'a\\377\\376b\\n'").Shown);

    [TestMethod]
    [DataRow("", "CACHETASKS0002")]
    [DataRow("true", "CACHETASKS0006")]
    public void WhatCannotRun_IsSaid(string command, string code)
    {
        var run = RunExec.Of(command, _folder["missing"]);

        Assert.IsFalse(run.Succeeded);
        Assert.AreEqual(code, run.Engine.Errors.Single().Code);
    }

    [TestMethod]
    [DataRow("=y")]
    [DataRow("X")]
    public void VariableWithoutName_IsSaidAndTheCommandDoesNotRun(string variable)
    {
        var run = RunExec.Of("echo here", null, "A=1", variable);

        Assert.IsFalse(run.Succeeded);
        Assert.AreEqual("CACHETASKS0002", run.Engine.Errors.Single().Code);
        Assert.DoesNotContain("here", run.Shown);
    }

    [TestMethod]
    public void BadParameters_AreSaidAndTheCommandRuns()
    {
        using var task = new CacheExec { Command = "echo here", StdOutEncoding = "nonsense", MaxDiagnostics = "many" };

        var run = new RunExec(task);

        Assert.IsTrue(run.Succeeded);
        Assert.Contains("here", run.Shown);
        CollectionAssert.AreEqual(new[] { "CACHETASKS0002", "CACHETASKS0002" }, run.Engine.Warnings.Select(warning => warning.Code).ToArray());
    }

    [TestMethod]
    public void OtherEncoding_IsRead()
    {
        using var task = new CacheExec { Command = "printf 'gr\\374n\\n'", StdOutEncoding = "iso-8859-1" };

        Assert.Contains("grün", new RunExec(task).Shown);
    }

    [TestMethod]
    public void ClosedOutput_IsNoEnd()
    {
        var run = RunExec.Of("exec >&- 2>&-; sleep 0.1; exit 7");

        Assert.AreEqual(7, run.ExitCode);
    }

    [TestMethod]
    public void DaemonThatKeepsThePipe_DoesNotHoldUpTheBuild()
    {
        var pid = _folder["pid"];
        var watch = Stopwatch.StartNew();

        var run = RunExec.Of($"sleep 300 & echo $! > '{pid}'; echo started");

        var daemon = int.Parse(File.ReadAllText(pid));
        try
        {
            Assert.IsTrue(run.Succeeded);
            Assert.IsLessThan(120, watch.Elapsed.TotalSeconds);
            Assert.IsTrue(run.Shown.Any(line => line.StartsWith("A process that the command", StringComparison.Ordinal)), "it is said");
            Assert.IsTrue(Directory.Exists($"/proc/{daemon}"), "it still runs");
        }
        finally
        {
            Process.GetProcessById(daemon).Kill();
        }
    }

    [TestMethod]
    public void TimedOutCommand_FailsThoughItsCodeIsIgnored()
    {
        using var task = new CacheExec { Command = "sleep 60", Timeout = 100, TaskProcessTerminationTimeout = 0, IgnoreExitCode = true };

        Assert.IsFalse(new RunExec(task).Succeeded);
    }

    [TestMethod]
    public void TimedOutTree_IsEndedEvenIfItIgnoresThat()
    {
        // A shell that ignores SIGTERM, with children that inherit it.
        var (first, second) = (_folder["first"], _folder["second"]);
        using var task = new CacheExec
        {
            Command = $"trap '' TERM; sleep 301 & echo $! > '{first}'; sh -c 'echo $$ > \"{second}\"; while :; do sleep 302; done'",
            Timeout = 700,
            TaskProcessTerminationTimeout = 300,
        };

        var run = new RunExec(task);

        Assert.IsFalse(run.Succeeded);
        Assert.AreEqual(-1, run.ExitCode);
        CollectionAssert.AreEqual(new[] { "MSB5002", "MSB3073" }, run.Engine.Warnings.Select(warning => warning.Code).Concat(run.Engine.Errors.Select(error => error.Code)).ToArray());
        AssertEnded(first);
        AssertEnded(second);
    }

    [TestMethod]
    public async Task CancelledTree_IsAskedToEnd()
    {
        var (ready, asked) = (_folder["ready"], _folder["asked"]);
        using var task = new CacheExec { Command = $"sh -c 'trap \"echo tidy > {asked}; exit 1\" TERM; echo $$ > {ready}; while :; do sleep 0.05; done'", TaskProcessTerminationTimeout = 60_000 };
        var running = Task.Run(() => new RunExec(task));
        while (!File.Exists(ready))
        {
            await Task.Delay(10);
        }

        task.Cancel();
        var run = await running;

        Assert.IsFalse(run.Succeeded);
        Assert.IsEmpty(run.Diagnostics);
        Assert.IsTrue(File.Exists(asked), "it could tidy up");
        AssertEnded(ready);
    }

    // What other tests hold would count.
    [TestMethod]
    [DoNotParallelize]
    [DataRow("yes \"$(printf '%02000d' 0)\" | head -c 200000000", DisplayName = "many lines")]
    [DataRow("head -c 100000000 /dev/zero | tr '\\0' x", DisplayName = "one line")]
    public void HugeOutput_TakesConstantMemory(string command)
    {
        var engine = new CountingEngine();
        using var task = new CacheExec { Command = command, BuildEngine = engine };

        Assert.IsTrue(task.Execute());

        Assert.IsGreaterThanOrEqualTo(99_000_000, engine.Characters);
        Assert.IsLessThan(64 * 1024 * 1024, engine.MostLive);
    }

    [TestMethod]
    public void CommandsProcesses_DoNotSeeTheStep()
    {
        var run = RunExec.Of("env");

        Assert.IsFalse(run.Shown.Any(line => line.StartsWith("CACHETASKS_STEP=", StringComparison.Ordinal)));
        foreach (var expected in new[] { "UV_NO_WRAP=1", "UV_NO_PROGRESS=1", "CARGO_TERM_PROGRESS_WHEN=never" })
        {
            Assert.Contains(expected, run.Shown);
        }
    }

    [TestMethod]
    public void Locale_IsThatOfTheBuild() =>
        Assert.Contains($"[{Environment.GetEnvironmentVariable("LANG") ?? "unset"} {Environment.GetEnvironmentVariable("LC_ALL") ?? "unset"}]", RunExec.Of("echo \"[${LANG-unset} ${LC_ALL-unset}]\"").Shown);

    [TestMethod]
    public void Script_IsReadByNobodyElse()
    {
        using var script = new CommandScript("true");

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(script.StartInfo("/").Arguments.Split('\'')[1]));
    }

    [TestMethod]
    public void LinesThatAreStillWorkedOn_AreWaitedFor()
    {
        var lines = new List<string>();
        using var script = new CommandScript("printf '1\n2\n3\n'");
        var command = new RunningCommand(script.StartInfo("/"), Encoding.UTF8, Encoding.UTF8, (line, _) =>
        {
            Thread.Sleep(120);
            lines.Add(line);
        });

        var result = command.Run(new RunLimits(Timeout.InfiniteTimeSpan, TimeSpan.Zero) { Quiet = TimeSpan.FromMilliseconds(40), Leftover = TimeSpan.FromMilliseconds(200) }, CancellationToken.None);

        Assert.AreEqual("1 2 3", string.Join(' ', lines));
        Assert.IsFalse(result.IsOpen);
    }

    [TestMethod]
    public void WhatTheUserSets_Stays() =>
        Assert.Contains("CARGO_TERM_COLOR=always UV_NO_PROGRESS= unset", RunExec.Of("echo \"CARGO_TERM_COLOR=$CARGO_TERM_COLOR UV_NO_PROGRESS=$UV_NO_PROGRESS ${NO_COLOR-unset}\"", null, "CARGO_TERM_COLOR=always", "UV_NO_PROGRESS=").Shown);

    private static void AssertEnded(string pidFile) => Assert.IsFalse(Directory.Exists($"/proc/{File.ReadAllText(pidFile).Trim()}") && !IsZombie(pidFile), "it still runs");

    // Where nobody reaps orphans they stay as zombies.
    private static bool IsZombie(string pidFile) => File.ReadAllText($"/proc/{File.ReadAllText(pidFile).Trim()}/stat").Contains(") Z ", StringComparison.Ordinal);

    /// <summary>Keeps nothing.</summary>
    private sealed class CountingEngine : IBuildEngine
    {
        public long Characters { get; private set; }

        public long MostLive { get; private set; }

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "test.csproj";

        public void LogErrorEvent(BuildErrorEventArgs e) => Assert.Fail(e.Message ?? "");

        public void LogWarningEvent(BuildWarningEventArgs e) => Assert.Fail(e.Message ?? "");

        public void LogMessageEvent(BuildMessageEventArgs e)
        {
            var before = Characters;
            Characters += e.Message!.Length;
            if (before / 50_000_000 != Characters / 50_000_000)
            {
                MostLive = Math.Max(MostLive, GC.GetTotalMemory(forceFullCollection: true) - Start);
            }
        }

        public void LogCustomEvent(CustomBuildEventArgs e) { }

        public bool BuildProjectFile(string projectFileName, string[] targetNames, System.Collections.IDictionary globalProperties, System.Collections.IDictionary targetOutputs) => throw new NotSupportedException();

        private long Start { get; } = GC.GetTotalMemory(forceFullCollection: true);
    }
}
