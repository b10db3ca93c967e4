using System.Text;
using CacheTasks.Diagnostics;
using CacheTasks.Reports;
using CacheTasks.Running;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>What surrounds a command's output: the step that it belongs to, what is said before it, and how it ended.</summary>
internal sealed class ExecRun(CacheExec task)
{
    // As Exec's, so that what users have set for it holds here too.
    private const string FailedCode = "MSB3073";
    private const string FoundCode = "MSB3077";
    private const string EndedCode = "MSB5002";
    private const int LongestCommand = 1000;

    // A task works in its project's folder.
    private readonly string _project = Directory.GetCurrentDirectory();
    private readonly IReadOnlyList<Step> _steps = StepContext.Decode(task.Context);

    /// <summary>Null: the command runs in no step.</summary>
    public Step? Step { get; private set; }

    private RuleLog Rules => field ??= new RuleLog(task.Log, task.BuildEngine) { ProjectDirectory = _project };

    public string ShownCommand => task.EchoOff ? "..." : OneLine.Of(task.Command) is { Length: > LongestCommand } command ? command.Substring(0, LongestCommand) + "…" : OneLine.Of(task.Command);

    public void Begin(IReadOnlyList<ToolCommand> calls, string working)
    {
        Step = _steps.FirstOrDefault(step => calls.Any(call => step.Tool.StartsWith(call.Tool, StringComparison.OrdinalIgnoreCase))) ?? _steps.FirstOrDefault();
        foreach (var step in _steps)
        {
            foreach (var finding in CommandOverrides.Find(step, calls, working))
            {
                Report(finding, step);
            }
        }
    }

    /// <summary>The command's own tools first; a script's are those that its step names.</summary>
    public IReadOnlyList<string> ToolsOf(IReadOnlyList<ToolCommand> calls) => calls.Select(call => call.Tool)
        .Concat(_steps.Select(step => step.Tool.Split('-')[0].ToLowerInvariant()).Where(tool => tool is ToolCodes.Cargo or ToolCodes.Uv)).Distinct().ToList();

    public bool WantsColour()
    {
        var given = task.EnvironmentVariables.LastOrDefault(variable => variable.StartsWith("CARGO_TERM_COLOR=", StringComparison.Ordinal));
        return (given?.Substring("CARGO_TERM_COLOR=".Length) ?? Environment.GetEnvironmentVariable("CARGO_TERM_COLOR")) == "always";
    }

    /// <summary>The encoding of that name; UTF-8, and a 0002, where there is none.</summary>
    public Encoding EncodingOf(string? name, string parameter)
    {
        try
        {
            return string.IsNullOrEmpty(name) ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            Report(new Finding(Diagnostics.Rules.InvalidValue, $"{parameter} is '{name}', which is no encoding that .NET knows; UTF-8 is used. Such are utf-8, utf-16, us-ascii and iso-8859-1."), Step);
            return Encoding.UTF8;
        }
    }

    public int MostDiagnostics()
    {
        const int usual = 200;
        if (string.IsNullOrEmpty(task.MaxDiagnostics))
        {
            return usual;
        }
        if (int.TryParse(task.MaxDiagnostics, out var most) && most > 0)
        {
            return most;
        }
        Report(new Finding(Diagnostics.Rules.InvalidValue, $"MaxDiagnostics is '{task.MaxDiagnostics}'; {usual} is used. Valid are whole numbers from 1 on."), Step);
        return usual;
    }

    public void Report(Finding finding, Step? step)
    {
        if (step is not null)
        {
            var item = ItemMetadata.Create(step.Name);
            item.SetMetadata(nameof(Steps.Step.DefinedIn), step.DefinedIn);
            Try(() => Rules.Report(item, step, finding));
            return;
        }
        Emit(new ReportedMessage(finding.EffectiveSeverity, finding.Rule.Code, nameof(CacheTasks), finding.Text, new MessagePlace("")) { HelpLink = HelpLink.For(finding.Rule) });
    }

    /// <summary>Logs it, and notes it for the report of its step. What has no place of its own has that of the task.</summary>
    public void Report(ReportedMessage message)
    {
        message = message with { Place = Place(message) };
        Emit(message);
        Note([message]);
    }

    /// <summary>For the report of the step alone.</summary>
    public void Note(IEnumerable<ReportedMessage> messages)
    {
        if (Step is { ReportedAs.Length: > 0 } step)
        {
            Try(() => Journals.Add(task.BuildEngine, step, messages.Select(message => message with { Place = Place(message) }).ToList()));
        }
    }

    /// <summary>A defect of ours costs what the action should have done, not the command's output and not the build: it is said (0007).</summary>
    /// <returns>False when it failed.</returns>
    public bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            task.Log.LogMessage(MessageImportance.Low, "{0}", exception.ToString());
            var text = $"{(Step is { } step ? step.Name + ": " : "")}{nameof(CacheExec)} failed and the command runs as with Exec: {exception.GetType().Name}: {exception.Message} Please report this; -v:diag shows the details.";
            Emit(new ReportedMessage(Severity.Warning, Diagnostics.Rules.Internal.Code, nameof(CacheTasks), text, new MessagePlace("")) { HelpLink = HelpLink.For(Diagnostics.Rules.Internal) });
            return false;
        }
    }

    /// <summary>The command is not started.</summary>
    public bool Refuse(Rule rule, string text)
    {
        Step = _steps.FirstOrDefault();
        task.Log.LogMessage(MessageImportance.Low, "{0}", ShownCommand);
        Report(new ReportedMessage(Severity.Error, rule.Code, nameof(CacheTasks), text, new MessagePlace("")) { HelpLink = HelpLink.For(rule) });
        return false;
    }

    /// <summary>The command could not be started.</summary>
    public bool Fail(string text) => Fail(FailedCode, text);

    private bool Fail(string code, string text)
    {
        Report(new ReportedMessage(Severity.Error, code, nameof(CacheExec), text, new MessagePlace("")));
        return false;
    }

    public bool End(RunResult result, ExecOutput output)
    {
        if (result.IsOpen)
        {
            task.Log.LogMessage(MessageImportance.Normal, "{0}", $"A process that the command \"{ShownCommand}\" started is still running and has its output open. The build goes on; what it writes from now on is not shown.");
        }
        if (result.End == RunEnd.Cancelled)
        {
            task.Log.LogMessage(MessageImportance.High, "{0}", $"The command \"{ShownCommand}\" was ended with all its processes, since the build was cancelled.");
            return false;
        }
        if (result.End == RunEnd.TimedOut)
        {
            Report(new ReportedMessage(Severity.Warning, EndedCode, nameof(CacheExec), $"The command was ended with all its processes, since it ran longer than {task.Timeout:N0} ms (Timeout).", new MessagePlace("")));
        }
        else if (task.ExitCode == 0)
        {
            return true;
        }
        else if (task.IgnoreExitCode)
        {
            if (!task.EchoOff)
            {
                task.Log.LogMessage(MessageImportance.Normal, "{0}", $"The command \"{ShownCommand}\" exited with code {task.ExitCode}.");
            }
            return true;
        }
        if (result.ExitCode == 0)
        {
            return Fail(FoundCode, $"The command \"{ShownCommand}\" exited with code 0, but its output has errors; they are above.");
        }
        return Fail(FailedCode, output.HasErrors ? $"The command exited with code {result.ExitCode}; its errors are above." : $"The command \"{ShownCommand}\" exited with code {result.ExitCode}.");
    }

    private MessagePlace Place(ReportedMessage message) => message.Place.File.Length > 0
        ? message.Place with { Line = Math.Max(1, message.Place.Line) }
        : new MessagePlace(task.BuildEngine.ProjectFileOfTaskNode, task.BuildEngine.LineNumberOfTaskNode, task.BuildEngine.ColumnNumberOfTaskNode);

    private void Emit(ReportedMessage message)
    {
        var place = Place(message);
        DiagnosticEvents.Log(
            task.BuildEngine, message.Severity, message.Code, PrintedText.Of(ShownFile.Of(place.File, _project)), place.Line, place.Column, message.Text, message.Source, message.HelpLink);
    }
}
