using System.ComponentModel;
using CacheTasks.Diagnostics;
using CacheTasks.Running;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Runs a command as Exec does and turns what cargo, rustc and uv say into errors and warnings with file, line and code. Its parameters are those of
/// Exec. Deliberately without the multithreadable attribute: under -mt the command then gets the step's environment, as that of an Exec.
/// </summary>
/// <remarks>Reads the variable CACHETASKS_STEP, see StepContext; without it nothing is known of a step. Reports 0002, 0006, 0007, 2003, 2004, 4002.</remarks>
public sealed class CacheExec : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private ExecOutput? _output;

    /// <summary>Several lines are a script for the shell.</summary>
    [Required]
    public string Command { get; set; } = "";

    /// <summary>Default: the project's folder.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary><c>NAME=VALUE</c> each.</summary>
    public string[] EnvironmentVariables { get; set; } = [];

    /// <summary>The task succeeds whatever the command says, and the tools' errors are warnings.</summary>
    public bool IgnoreExitCode { get; set; }

    /// <summary>Lines in MSBuild's form of an error or warning are text. The messages of cargo and uv are read all the same.</summary>
    public bool IgnoreStandardErrorWarningFormat { get; set; }

    public string? CustomErrorRegularExpression { get; set; }

    public string? CustomWarningRegularExpression { get; set; }

    /// <summary>Keeps the lines for ConsoleOutput and StandardOutput.</summary>
    public bool ConsoleToMSBuild { get; set; }

    /// <summary>high, normal or low. Default: high.</summary>
    public string? StandardOutputImportance { get; set; }

    /// <summary>high, normal or low. Default: high.</summary>
    public string? StandardErrorImportance { get; set; }

    /// <summary>Every line of the standard error that is no diagnostic of a tool is an error.</summary>
    public bool LogStandardErrorAsError { get; set; }

    /// <summary>The command is shown nowhere.</summary>
    public bool EchoOff { get; set; }

    /// <summary>In milliseconds; a command that runs longer is ended and has failed. Default: no limit.</summary>
    public int Timeout { get; set; } = System.Threading.Timeout.Infinite;

    /// <summary>In milliseconds: how long processes that are to end may take until they are ended.</summary>
    public int TaskProcessTerminationTimeout { get; set; } = 5000;

    /// <summary>Other work of this node goes on meanwhile.</summary>
    public bool YieldDuringToolExecution { get; set; }

    /// <summary>Has no effect: the command always goes to the system's shell.</summary>
    public bool UseCommandProcessor { get; set; }

    /// <summary>Has no effect: the command is always written as UTF-8.</summary>
    public string? UseUtf8Encoding { get; set; }

    /// <summary>The name of an encoding. Default: UTF-8.</summary>
    [Output]
    public string? StdOutEncoding { get; set; }

    /// <summary>The name of an encoding. Default: UTF-8.</summary>
    [Output]
    public string? StdErrEncoding { get; set; }

    /// <summary>So many errors, and so many warnings, of the tools are reported; the others are counted. Default: 200.</summary>
    public string? MaxDiagnostics { get; set; }

    /// <summary>Handed on as they are: what the command makes.</summary>
    [Output]
    public ITaskItem[] Outputs { get; set; } = [];

    /// <summary>-1: it was ended, or could not be started.</summary>
    [Output]
    public int ExitCode { get; private set; }

    /// <summary>The lines of both streams without those that are empty, where ConsoleToMSBuild is set.</summary>
    [Output]
    public ITaskItem[] ConsoleOutput => _output?.Console.ToArray() ?? [];

    /// <summary>The lines of the standard output alone, where ConsoleToMSBuild is set.</summary>
    [Output]
    public ITaskItem[] StandardOutput => _output?.Standard.ToArray() ?? [];

    /// <summary>What the running step hands to its commands, see StepContext.</summary>
    internal string? Context { get; init; } = Environment.GetEnvironmentVariable(StepContext.Variable);

    public override bool Execute()
    {
        var run = new ExecRun(this);
        if (Command.Trim().Length == 0)
        {
            return run.Refuse(Diagnostics.Rules.InvalidValue, "Command is empty. Give it what the shell is to run.");
        }
        if (Array.Find(EnvironmentVariables, variable => variable.IndexOf('=') <= 0) is { } variable)
        {
            return run.Refuse(Diagnostics.Rules.InvalidValue, $"EnvironmentVariables has '{variable}', so the command was not started. Valid are NAME=VALUE, separated by semicolons; the value may be empty.");
        }
        if (FullPath(WorkingDirectory) is not { } working || !Directory.Exists(working))
        {
            return run.Refuse(Diagnostics.Rules.NotADirectory, $"the working directory {FullPath(WorkingDirectory) ?? WorkingDirectory} does not exist, so the command was not started. Make it, or correct WorkingDirectory.");
        }
        _output = new ExecOutput(this, run);
        try
        {
            return Run(run, working, _output);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            ExitCode = -1;
            return run.Fail($"The command \"{run.ShownCommand}\" cannot be started: {exception.Message}");
        }
    }

    public void Cancel() => _cancellation.Cancel();

    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string? FullPath(string? directory)
    {
        try
        {
            return Path.GetFullPath(string.IsNullOrEmpty(directory) ? Directory.GetCurrentDirectory() : directory);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or IOException)
        {
            return null;
        }
    }

    private bool Run(ExecRun run, string working, ExecOutput output)
    {
        var text = Path.DirectorySeparatorChar == '/' ? Command.Replace("\r\n", "\n") : Command;
        var edited = text;
        if (!run.Try(() => edited = Begin(run, text, working, output)))
        {
            edited = text;
            output.BeginPlain();
        }
        using var script = new CommandScript(edited);
        var info = script.StartInfo(working);
        ChildVariables.Apply(info.Environment, EnvironmentVariables);
        if (!EchoOff)
        {
            Log.LogCommandLine(MessageImportance.High, Command);
        }
        var command = new RunningCommand(info, run.EncodingOf(StdOutEncoding, nameof(StdOutEncoding)), run.EncodingOf(StdErrEncoding, nameof(StdErrEncoding)), output.Take);
        var limits = new RunLimits(TimeSpan.FromMilliseconds(Timeout <= 0 ? -1 : Timeout), TimeSpan.FromMilliseconds(Math.Max(0, TaskProcessTerminationTimeout)));
        var result = Yielding(() => command.Run(limits, _cancellation.Token));
        // As Exec: a command that has printed errors has failed.
        ExitCode = result.ExitCode == 0 && output.HasErrors ? -1 : result.ExitCode;
        run.Try(() => output.End(hasFailed: ExitCode != 0 && !IgnoreExitCode));
        return run.End(result, output);
    }

    /// <returns>The command to run.</returns>
    private static string Begin(ExecRun run, string text, string working, ExecOutput output)
    {
        var commands = ShellCommands.Read(text);
        var calls = ToolCommand.Find(commands);
        run.Begin(calls, working);
        var edited = CargoJson.Add(text, commands, run.WantsColour());
        output.Begin(run.ToolsOf(calls), new SourcePaths(CommandDirectory.Of(commands, calls, working), run.Step?.WorkspaceDirectory ?? ""), hasAskedForJson: edited != text, ShellCommands.Merges(text));
        return edited;
    }

    private RunResult Yielding(Func<RunResult> run)
    {
        if (!YieldDuringToolExecution)
        {
            return run();
        }
        BuildEngine3.Yield();
        try
        {
            return run();
        }
        finally
        {
            BuildEngine3.Reacquire();
        }
    }
}
