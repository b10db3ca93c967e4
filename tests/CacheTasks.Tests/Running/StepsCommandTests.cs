using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Reports;
using CacheTasks.Running;
using CacheTasks.Targets;
using CacheTasks.Tasks;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;
using Microsoft.Build.Framework;

namespace CacheTasks.Tests.Running;

/// <summary>What CacheExec says of the step that it runs in.</summary>
[TestClass]
public sealed class StepsCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("step");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("uv sync --cache-dir /elsewhere", "the command says --cache-dir /elsewhere, and the step was prepared for /cache: what was verified and planned does not hold. Set CacheDirectory on the CacheStep to what the command says.")]
    [DataRow("UV_CACHE_DIR=/elsewhere uv sync", "the command says UV_CACHE_DIR=/elsewhere, and the step was prepared for /cache: what was verified and planned does not hold. Set CacheDirectory on the CacheStep to what the command says.")]
    [DataRow("uv sync --no-cache", "the command says --no-cache, and the step was prepared for /cache: what was verified and planned does not hold. Leave it out, or remove the CacheStep.")]
    [DataRow("uv sync --link-mode=copy", "the command says --link-mode copy, and the step was prepared for hardlink: what was verified and planned does not hold. Set LinkMode on the CacheStep to what the command says.")]
    [DataRow("uv sync --cache-dir ../cache", null, DisplayName = "the same, relative")]
    [DataRow("uv sync --cache-dir $CACHE", null, DisplayName = "not to be read")]
    [DataRow("uv run tool -- --link-mode copy", null, DisplayName = "another program's option")]
    [DataRow("uv run python -c pass -n 4 --cache-dir .mypy", null, DisplayName = "options of the program that uv runs")]
    [DataRow("uvx --from ruff --python 3.12 ruff --no-cache", null, DisplayName = "options of the program that uvx runs")]
    [DataRow("uv --offline tool run ruff --no-cache", null, DisplayName = "options of the program that uv tool run runs")]
    [DataRow("uv run --with tool --no-cache python", "the command says --no-cache, and the step was prepared for /cache: what was verified and planned does not hold. Leave it out, or remove the CacheStep.")]
    [DataRow("uv sync", null)]
    public void CommandThatSaysSomethingElse_IsNamed(string command, string? text) => Assert.AreEqual(
        text, CommandOverrides.Find(new MadeStep(("Tool", "uv"), ("CacheDirectory", "/cache"), ("Planned", "hardlink")).Step, ToolCommand.Find(ShellCommands.Read(command)), "/src").SingleOrDefault()?.Text);

    [TestMethod]
    public void OtherTarget_IsAMessageOfItsStep()
    {
        var run = RunExec.InStep(RunExec.Context(("Tool", "cargo"), ("TargetDirectory", "/t")), "true || cargo build --target-dir /other", _folder.Location);

        var message = run.Engine.Messages.Single(message => message.Code == "CACHETASKS4002");
        Assert.StartsWith("SyncPython: the command says --target-dir /other, and the step was prepared for /t", message.Message!);
        Assert.IsEmpty(run.Engine.Warnings);
    }

    [TestMethod]
    public void DeniedEntryOfTheTarget_NamesItsOwner()
    {
        var file = _folder["t", "debug", ".cargo-lock"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        var files = FileSystem.Current!;
        var message = new ReportedMessage(Severity.Error, "CARGO0001", "cargo", $"failed to open: {file}; caused by: Permission denied (os error 13)", new MessagePlace(""));
        var names = new OwnerNames(FileSystem.Users!, files.Host);

        var explained = DeniedEntry.Explain(message, new MadeStep(("Tool", "cargo"), ("TargetDirectory", _folder["t"])).Step, files, names);

        Assert.AreEqual("CACHETASKS2003", explained.Code);
        Assert.AreEqual(
            $"{message.Text}. {file} belongs to {names.Of(files.EffectiveUser)}, mode 0400, and this build runs as {names.Of(files.EffectiveUser)}. To see it: `ls -ld {file}`. Give each user and checkout a target: set SharedRoot, or TargetDirectory.",
            explained.Text);
        Assert.AreSame(message, DeniedEntry.Explain(message, new MadeStep(("Tool", "cargo"), ("TargetDirectory", "/elsewhere")).Step, files, names));
    }

    [TestMethod]
    public void CopiesWhoseCauseIsKnown_AreNoSecondWarning()
    {
        var run = RunExec.InStep(
            RunExec.Context(("Tool", "uv"), ("Causes", "CACHETASKS1001"), ("Reason", "different filesystems")),
            "echo 'warning: Failed to hardlink files; falling back to full copy. This may lead to degraded performance.' >&2", _folder.Location);

        Assert.IsEmpty(run.Engine.Warnings);
        Assert.Contains("  CacheTasks  SyncPython  uv copies: different filesystems (CACHETASKS1001); what to do about it was said when the step was prepared, and stands in its record.", run.Shown);
    }

    [TestMethod]
    public void WaitForALock_NamesItsHolderOnce()
    {
        var file = _folder["t", "debug", ".cargo-lock"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        using var holder = Locker.Hold(file);
        const string Line = "echo '    Blocking waiting for file lock on build directory' >&2";

        var run = RunExec.InStep(RunExec.Context(("Tool", "cargo"), ("ToolVersion", "1.95.0"), ("TargetDirectory", _folder["t"])), $"{Line}; {Line}", _folder.Location);

        var message = run.Engine.Messages.Single(message => message.Code == "CACHETASKS2004").Message!;
        Assert.StartsWith($"SyncPython: the step waits for a lock of the target {_folder["t"]}: profile debug, held by PID {holder.Id} (", message);
        Assert.IsEmpty(run.Diagnostics);
    }

    [TestMethod]
    public void TenThousandDiagnostics_AreCounted()
    {
        const string Warning = """{"reason":"compiler-message","message":{"rendered":"warning: unused NUMBER","children":[],"level":"warning","message":"unused NUMBER","spans":[],"code":{"code":"unused_variables"}}}""";
        File.WriteAllLines(_folder["messages"], Enumerable.Range(0, 10_000).Select(number => Warning.Replace("NUMBER", $"{number}", StringComparison.Ordinal)));

        var run = RunExec.InStep(RunExec.Context(("Tool", "cargo")), "cat messages", _folder.Location);

        Assert.HasCount(200, run.Engine.Warnings);
        Assert.AreEqual(10_000, run.Shown.Count(line => line.StartsWith("warning: unused ", StringComparison.Ordinal)));
        Assert.AreEqual("  CacheTasks  SyncPython  … and 9,800 more: 9,800 RUSTC0002. MaxDiagnostics sets how many are reported.", run.Shown[^1]);
    }

    [TestMethod]
    public void WhatIsCountedOrRefused_IsInTheReport()
    {
        var engine = new RecordingEngine();
        var context = RunExec.Context(("Tool", "uv"), ("ReportedAs", "report"), ("RecordName", "record"));
        using var journal = BuildJournal.Open(FileSystem.Current!, _folder.Location, "token")!;
        journal.Enter("report", "record", new JournalEntry(_folder["App.csproj"], "", "SyncPython", "", new ReportOutputs("", "", "")));
        engine.RegisterTaskObject(typeof(Journals).FullName!, journal, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        using var counted = new CacheExec { Command = "for n in 1 2 3 4 5; do echo warning: $n >&2; done", Context = context, MaxDiagnostics = "2" };
        using var refused = new CacheExec { Command = "", Context = context };

        _ = new RunExec(counted, engine);
        _ = new RunExec(refused, engine);

        AssertLines.Equal(
            ["UV0002 1 +0 test.csproj", "UV0002 2 +0 test.csproj", "UV0002 3 +2 test.csproj", "CACHETASKS0002 Command is empty. Give it what the shell is to run. +0 test.csproj"],
            journal.Read().Single().Step.Messages.Select(message => $"{message.Code} {message.Text} +{message.Repeats} {message.Place.File}"));
    }

    [TestMethod]
    [DataRow("cd python && uv sync", "/src/python")]
    [DataRow("uv --directory python sync", "/src/python")]
    [DataRow("cd a && uv sync --project ../b", "/src/b")]
    [DataRow("(cd python && uv sync)", "/src")]
    [DataRow("cd $HERE && uv sync", "/src")]
    [DataRow("cargo build", "/src")]
    public void PathsOfATool_BeginWhereItRuns(string command, string directory) =>
        Assert.AreEqual(directory, CommandDirectory.Of(ShellCommands.Read(command), ToolCommand.Find(ShellCommands.Read(command)), "/src"));

    [TestMethod]
    public void ScriptOfAStep_IsReadAsItsTool() =>
        Assert.AreEqual("error UV0001 test.csproj(1,0): broken", RunExec.InStep(RunExec.Context(("Tool", "uv-pip")), "sh -c 'echo error: broken >&2; exit 2'", _folder.Location).Diagnostics[0]);
}
