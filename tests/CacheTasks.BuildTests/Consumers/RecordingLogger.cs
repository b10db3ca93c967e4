using System.Collections.Concurrent;
using Microsoft.Build.Framework;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>
/// Loaded by the consumer's own MSBuild (<c>-logger:</c>): it sees codes, positions and help links as they are,
/// where the console has only a rendering, and messages that no console shows.
/// </summary>
public sealed class RecordingLogger : ILogger
{
    private readonly ConcurrentDictionary<(int Node, int Project, int Target), string> _targets = new();
    private readonly ConcurrentQueue<string> _lines = new();

    public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Diagnostic;

    public string? Parameters { get; set; }

    public void Initialize(IEventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        eventSource.WarningRaised += (_, e) =>
            Write(new Diagnostic("warning", e.Code ?? "", e.File ?? "", e.LineNumber, e.ColumnNumber, e.Message ?? "", e.HelpLink));
        eventSource.ErrorRaised += (_, e) =>
            Write(new Diagnostic("error", e.Code ?? "", e.File ?? "", e.LineNumber, e.ColumnNumber, e.Message ?? "", e.HelpLink));
        eventSource.MessageRaised += (_, e) => OnMessage(e);
        eventSource.TargetStarted += (_, e) => _targets[Key(e.BuildEventContext)] = e.TargetName;
        eventSource.TaskStarted += (_, e) => _lines.Enqueue(BuildLog.Line(new TaskRun(
            e.TaskName, _targets.GetValueOrDefault(Key(e.BuildEventContext), ""), e.ProjectFile ?? "", e.TaskFile ?? "")));
    }

    public void Shutdown() => File.WriteAllLines(Parameters!, _lines);

    // A warning that the user turned into a message keeps its code.
    private void OnMessage(BuildMessageEventArgs e)
    {
        if (e.Code?.StartsWith("CACHETASKS", StringComparison.Ordinal) == true)
            Write(new Diagnostic("message", e.Code, e.File ?? "", e.LineNumber, e.ColumnNumber, e.Message ?? "", null));
    }

    private static (int, int, int) Key(BuildEventContext? context) =>
        context is null ? default : (context.NodeId, context.ProjectContextId, context.TargetId);

    private void Write(Diagnostic diagnostic) => _lines.Enqueue(BuildLog.Line(diagnostic));
}
