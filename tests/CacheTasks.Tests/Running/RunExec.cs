using CacheTasks.Steps;
using CacheTasks.Tasks;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Running;

/// <summary>A CacheExec with all that it said.</summary>
internal sealed class RunExec
{
    public RunExec(CacheExec task, RecordingEngine? engine = null)
    {
        Engine = engine ?? new RecordingEngine();
        task.BuildEngine = Engine;
        Succeeded = task.Execute();
        (ExitCode, Console, Standard) = (task.ExitCode, [.. task.ConsoleOutput.Select(item => item.ItemSpec)], [.. task.StandardOutput.Select(item => item.ItemSpec)]);
    }

    public RecordingEngine Engine { get; }

    public bool Succeeded { get; }

    public int ExitCode { get; }

    public string[] Console { get; }

    public string[] Standard { get; }

    /// <summary><c>error E0308 lib.rs(2,37): text</c>, errors after warnings.</summary>
    public string[] Diagnostics =>
    [
        .. Engine.Warnings.Select(warning => $"warning {warning.Code} {Path.GetFileName(warning.File)}({warning.LineNumber},{warning.ColumnNumber}): {warning.Message}"),
        .. Engine.Errors.Select(error => $"error {error.Code} {Path.GetFileName(error.File)}({error.LineNumber},{error.ColumnNumber}): {error.Message}"),
    ];

    public string[] Shown => [.. Engine.Messages.Select(message => message.Message!)];

    public static RunExec Of(string command, string? directory = null, params string[] variables)
    {
        using var task = new CacheExec { Command = command, WorkingDirectory = directory, EnvironmentVariables = variables };
        return new RunExec(task);
    }

    public static RunExec InStep(string context, string command, string directory)
    {
        using var task = new CacheExec { Command = command, WorkingDirectory = directory, Context = context };
        return new RunExec(task);
    }

    /// <summary>The variable that a step's commands get, for one step.</summary>
    public static string Context(params (string Name, string Value)[] metadata) =>
        StepContext.Encode([("SyncPython", name => metadata.FirstOrDefault(pair => pair.Name == name).Value ?? "")]);
}
