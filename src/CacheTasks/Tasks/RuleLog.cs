using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Reports;
using CacheTasks.Steps;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CacheTasks.Tasks;

/// <summary>Emits findings with code, file, line and help link, each once per build.</summary>
internal sealed class RuleLog(TaskLoggingHelper log, IBuildEngine engine)
{
    /// <summary>Files in it are named without it; null: it is not known.</summary>
    public string? ProjectDirectory { get; init; }

    /// <summary>An error was reported: the task fails, and the step does not run.</summary>
    public bool HasErrors { get; private set; }

    /// <param name="item">The CacheStep, which names the file that defines it.</param>
    public void Report(ITaskItem item, Step step, Finding finding)
    {
        var file = FileOf(item);
        if (!(finding.OncePerBuild
            ? BuildClaims.TryClaim(engine, ToolAsker.FindToken(engine), finding.Rule.Code, finding.Text)
            : BuildClaims.TryClaim(engine, Token(step), finding.Rule.Code, step.Name, file, finding.Text)))
        {
            return;
        }
        var place = PlaceOf(file, step);
        var severity = SeverityOf(finding, step);
        Emit(severity, finding.Rule, place.File, place.Line, place.Column, $"{step.Name}: {finding.Text}");
        if (step.ReportedAs.Length > 0)
        {
            Journals.Add(engine, step, new ReportedMessage(severity, finding.Rule.Code, nameof(CacheTasks), finding.Text, new MessagePlace(place.File, place.Line, place.Column)) { HelpLink = HelpLink.For(finding.Rule) });
            if (severity == Severity.Error)
            {
                Journals.Publish(engine, step);
            }
        }
    }

    /// <summary>A finding as an event that somebody else logs, when the task has returned.</summary>
    public BuildWarningEventArgs Describe(ITaskItem item, Step step, Finding finding)
    {
        var place = PlaceOf(FileOf(item), step);
        return DiagnosticEvents.Warning(finding.Rule.Code, ShownFile.Of(place.File, ProjectDirectory), place.Line, place.Column, $"{step.Name}: {finding.Text}", nameof(CacheTasks), HelpLink.For(finding.Rule));
    }

    public void ReportInternal(string task, ITaskItem[] steps, Exception exception)
    {
        var file = steps.Length > 0 ? FileOf(steps[0]) : "";
        var names = string.Join(", ", steps.Select(step => step.ItemSpec));
        log.LogMessage(MessageImportance.Low, "{0}", exception.ToString());
        file = file.Length == 0 ? engine.ProjectFileOfTaskNode : file;
        var text = $"{task} failed and the step runs as without it: {exception.GetType().Name}: {exception.Message} Please report this; -v:diag shows the details.";
        Emit(Severity.Warning, Diagnostics.Rules.Internal, file, 1, 1, $"{names}: {text}");
        foreach (var step in steps.Select(item => new Step(item.ItemSpec, item.GetMetadata, (_, _) => { })))
        {
            Journals.Add(engine, step, new ReportedMessage(Severity.Warning, Diagnostics.Rules.Internal.Code, nameof(CacheTasks), text, new MessagePlace(file, 1, 1)) { HelpLink = HelpLink.For(Diagnostics.Rules.Internal) });
        }
    }

    private (string File, int Line, int Column) PlaceOf(string file, Step step)
    {
        var place = file.Length == 0 ? default : ElementLocation.Find(file, step.Name);
        return (file.Length == 0 ? engine.ProjectFileOfTaskNode : file, place.Line, place.Column);
    }

    // Who requires links does not want a step to run of which nothing is known either.
    private static Severity SeverityOf(Finding finding, Step step) =>
        step.RequiresLink && finding.Rule.Number < Diagnostics.Rules.Internal.Number && finding.EffectiveSeverity == Severity.Warning ? Severity.Error : finding.EffectiveSeverity;

    // A fault that is found before any tool is asked has no token yet; it is fetched only then.
    private string Token(Step step) => step.AskToken.Length > 0 ? step.AskToken : ToolAsker.FindToken(engine);

    private static string FileOf(ITaskItem item) =>
        item.GetMetadata(nameof(Step.DefinedIn)) is { Length: > 0 } file ? file : item.GetMetadata("DefiningProjectFullPath");

    private void Emit(Severity severity, Rule rule, string file, int line, int column, string text)
    {
        HasErrors |= severity == Severity.Error;
        DiagnosticEvents.Log(engine, severity, rule.Code, ShownFile.Of(file, ProjectDirectory), line, column, text, nameof(CacheTasks), HelpLink.For(rule));
    }
}
