using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Reports;
using CacheTasks.Running;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>A command's lines as messages, errors and warnings of the build.</summary>
internal sealed class ExecOutput(CacheExec task, ExecRun run) : IOutputSink
{
    private const string LockLine = "Blocking waiting for file lock on ";

    private readonly List<ITaskItem> _console = [];
    private readonly List<ITaskItem> _standard = [];
    private readonly MessageImportance _outputImportance = ImportanceOf(task.StandardOutputImportance);
    private readonly MessageImportance _errorImportance = ImportanceOf(task.StandardErrorImportance);
    private MessageLimit _limit = new(1);
    private ToolOutput? _tools;
    private Regex? _errors;
    private Regex? _warnings;
    private bool _isBroken;
    private bool _hasAskedForJson;
    private bool _sawLock;

    public IReadOnlyList<ITaskItem> Console => _console;

    public IReadOnlyList<ITaskItem> Standard => _standard;

    public bool HasEnoughWarnings => _limit.HasEnoughWarnings;

    /// <summary>Errors were logged, so the command has failed whatever its code says, as with Exec.</summary>
    public bool HasErrors { get; private set; }

    /// <param name="hasAskedForJson">The command was made to print JSON, which its user does not expect.</param>
    /// <param name="isMerged">Text of the tools may come on the standard output.</param>
    public void Begin(IReadOnlyList<string> tools, SourcePaths paths, bool hasAskedForJson, bool isMerged)
    {
        _hasAskedForJson = hasAskedForJson;
        _limit = new MessageLimit(run.MostDiagnostics());
        _errors = Expression(task.CustomErrorRegularExpression, nameof(task.CustomErrorRegularExpression));
        _warnings = Expression(task.CustomWarningRegularExpression, nameof(task.CustomWarningRegularExpression));
        _tools = new ToolOutput(tools, paths, this) { IsMerged = isMerged };
    }

    /// <summary>The output is no more than text.</summary>
    public void BeginPlain() => (_isBroken, _hasAskedForJson) = (true, false);

    public void Take(string line, OutputStream stream)
    {
        var shown = line;
        Guard(() => shown = _tools!.Take(line, stream), () => Show(line, stream, isOfMessage: false));
        if (task.ConsoleToMSBuild && (_hasAskedForJson ? shown : line) is { } kept)
        {
            Keep(kept, kept == line ? stream : OutputStream.Error);
        }
    }

    /// <summary>Gives the tools' errors; as warnings where the command has not failed.</summary>
    public void End(bool hasFailed)
    {
        Guard(() => _tools?.End(), () => { });
        foreach (var warning in _limit.Doubtful)
        {
            run.Report(warning);
        }
        foreach (var error in _limit.Errors)
        {
            HasErrors |= hasFailed;
            run.Report(Explained(hasFailed ? error : error with { Severity = Severity.Warning }));
        }
        run.Note(_limit.Left.Select(left => left.Severity == Severity.Error && !hasFailed ? left with { Severity = Severity.Warning } : left));
        if (_limit.Summary is { } summary)
        {
            task.Log.LogMessage(MessageImportance.High, "{0}", $"  CacheTasks  {run.Step?.Name ?? nameof(CacheExec)}  {summary}. MaxDiagnostics sets how many are reported.");
        }
    }

    public void Show(string line, OutputStream stream, bool isOfMessage)
    {
        var importance = stream == OutputStream.Output ? _outputImportance : _errorImportance;
        if (_errors?.IsMatch(line) == true || (!isOfMessage && stream == OutputStream.Error && task.LogStandardErrorAsError))
        {
            HasErrors = true;
            task.Log.LogError("{0}", line);
        }
        else if (_warnings?.IsMatch(line) == true)
        {
            task.Log.LogWarning("{0}", line);
        }
        else if (isOfMessage || task.IgnoreStandardErrorWarningFormat || line.IndexOf(':') < 0)
        {
            task.BuildEngine.LogMessageEvent(new BuildMessageEventArgs(line, null, nameof(CacheExec), importance));
        }
        else
        {
            HasErrors |= task.Log.LogMessageFromText(line, importance);
        }
        if (!_sawLock && run.Step is not null && line.Contains(LockLine))
        {
            _sawLock = true;
            run.Try(SayWhoHasTheLock);
        }
    }

    public void Report(ReportedMessage message)
    {
        if (_limit.Add(message) is { } warning)
        {
            run.Report(warning);
        }
    }

    public bool Explains(MessageBlock copying)
    {
        if (run.Step is not { } step || (step.Causes.Length == 0 && step.Reason.Length == 0))
        {
            return false;
        }
        task.Log.LogMessage(MessageImportance.High, "{0}", $"  CacheTasks  {step.Name}  uv copies{(step.Reason.Length > 0 ? $": {step.Reason}" : "")}{(step.Causes.Length > 0 ? $" ({step.Causes.Replace(";", ", ")})" : "")}; what to do about it was said when the step was prepared, and stands in its record.");
        return true;
    }

    // A defect of ours costs the diagnostics, not the output and not the build.
    private void Guard(Action parse, Action plain)
    {
        if (_isBroken)
        {
            plain();
            return;
        }
        if (!run.Try(parse))
        {
            _isBroken = true;
            plain();
        }
    }

    private void Keep(string text, OutputStream stream)
    {
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            var item = ItemMetadata.Create(line);
            _console.Add(item);
            if (stream == OutputStream.Output)
            {
                _standard.Add(item);
            }
        }
    }

    private ReportedMessage Explained(ReportedMessage message) =>
        run.Step is { } step && FileSystem.Current is { } files ? DeniedEntry.Explain(message, step, files, new OwnerNames(FileSystem.Users!, files.Host)) : message;

    // The watch of InspectTargets says 2004 when the wait gets long; this says at once whom it is for.
    private void SayWhoHasTheLock()
    {
        if (FileSystem.Current is not { } files || ItemProfiles.Read([]).Find(run.Step!.Tool) is not { } profile)
        {
            return;
        }
        var processes = FileSystem.Processes!;
        using var mounts = files.ReadMounts();
        var locks = TargetInspection.DirectoriesOf(run.Step).SelectMany(directory => new LockFiles(files, mounts).Find(directory, profile.LockFiles)).ToList();
        var contention = new Contention(run.Step, profile, new ProcessText(processes, files, new OwnerNames(FileSystem.Users!, files.Host)), new BuildFamily(processes));
        if (new LockHolders(FileSystem.Locks!, processes).Find(locks).FirstOrDefault(held => held.Holders.Count > 0) is { } held)
        {
            run.Report(new Finding(Diagnostics.Rules.Locked, $"the step waits for a lock of the target {run.Step.TargetDirectory}: {contention.Holder(held)}. {Contention.Check(held)} {Contention.WayOut(run.Step)}", Severity.Message), run.Step);
        }
    }

    private Regex? Expression(string? text, string parameter)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : new Regex(text);
        }
        catch (ArgumentException exception)
        {
            run.Report(new Finding(Diagnostics.Rules.InvalidValue, $"{parameter} is '{text}', which is no regular expression, and is left out: {OneLine.Of(exception.Message)}"), run.Step);
            return null;
        }
    }

    private static MessageImportance ImportanceOf(string? name) => Enum.TryParse<MessageImportance>(name, ignoreCase: true, out var importance) ? importance : MessageImportance.High;
}
