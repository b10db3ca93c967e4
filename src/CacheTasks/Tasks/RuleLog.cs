using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CacheTasks.Tasks;

/// <summary>Emits findings with code, file, line and help link, each once per build.</summary>
internal sealed class RuleLog(TaskLoggingHelper log, IBuildEngine engine)
{
    /// <param name="item">The CacheStep, which names the file that defines it.</param>
    public void Report(ITaskItem item, Step step, Finding finding)
    {
        var file = item.GetMetadata("DefiningProjectFullPath");
        if (!BuildClaims.TryClaim(engine, step.AskToken, finding.Rule.Code, step.Name, file, finding.Text))
        {
            return;
        }
        var place = file.Length == 0 ? default : ElementLocation.Find(file, "CacheStep", step.Name);
        var text = $"{step.Name}: {finding.Text}";
        Emit(finding.EffectiveSeverity, finding.Rule, file.Length == 0 ? engine.ProjectFileOfTaskNode : file, place.Line, place.Column, text);
    }

    public void ReportInternal(string task, ITaskItem[] steps, Exception exception)
    {
        var file = steps.Length > 0 ? steps[0].GetMetadata("DefiningProjectFullPath") : "";
        var names = string.Join(", ", steps.Select(step => step.ItemSpec));
        log.LogMessage(MessageImportance.Low, "{0}", exception.ToString());
        Emit(
            Severity.Warning, Diagnostics.Rules.Internal, file.Length == 0 ? engine.ProjectFileOfTaskNode : file, 1, 1,
            $"{names}: {task} failed and the step runs as without it: {exception.GetType().Name}: {exception.Message} Please report this; -v:diag shows the details.");
    }

    private void Emit(Severity severity, Rule rule, string file, int line, int column, string text)
    {
        var help = HelpLink.For(rule);
        // Without arguments: a path with braces is no format.
        switch (severity)
        {
            case Severity.Error:
                // Through the helper, which counts it: the task then fails and the step does not run.
                log.LogError(null, rule.Code, null, file, line, column, 0, 0, "{0}", text);
                break;
            case Severity.Warning:
                engine.LogWarningEvent(new BuildWarningEventArgs(null, rule.Code, file, line, column, 0, 0, text, null, nameof(CacheTasks), help, DateTime.UtcNow, null));
                break;
            default:
                engine.LogMessageEvent(new BuildMessageEventArgs(null, rule.Code, file, line, column, 0, 0, text, null, nameof(CacheTasks), MessageImportance.Normal, DateTime.UtcNow));
                break;
        }
    }
}
