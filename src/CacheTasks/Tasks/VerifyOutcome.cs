using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Looks, after a step, how the files really came into its target, compares that with the plan, and names packages that are not whole. Says
/// nothing of a step that did not run.
/// </summary>
/// <remarks>
/// Reads: Tool, CacheDirectory, TargetDirectory, Modes, Planned, PreparedAt, ChildrenBefore, RecordName, TargetIsNew. Reports 2004, 4001, 4002, 4003.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class VerifyOutcome : StepTask
{
    /// <summary>Where each step's record is; the outcome is written there. Empty: no record.</summary>
    public string? RecordDirectory { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        foreach (var item in steps)
        {
            Verify(files, item, View(item));
        }
        return steps;
    }

    private void Verify(IFileSystem files, ITaskItem item, Step step)
    {
        if (Profiles.Find(step.Tool) is not { } profile)
        {
            return;
        }
        ReportWait(item, step);
        var folder = RecordDirectory is { Length: > 0 } given ? FullPath(given) : null;
        var marker = folder is null ? null : Path.Combine(folder, step.RecordName + ".whole");
        var check = OutcomeCheck.Of(files, step, profile, ChildMark.HasRun(files, step.ChildrenBefore, ProjectDirectory), marker);
        Report(item, step, check.Findings);
        if (step.TargetIsNew.Length > 0)
        {
            UnusedDirectory.Remove(files, step.TargetDirectory);
        }
        if (check.OfThisBuild is { } outcome)
        {
            Journals.Count(BuildEngine, step, outcome);
        }
        if (folder is not null)
        {
            Record(folder, step, check);
        }
        if (check.Line is { } line)
        {
            Say($"{step.Name}  {line}");
        }
    }

    private static void Record(string folder, Step step, OutcomeCheck check)
    {
        if (check.Json is null && check.Incomplete is null)
        {
            return;
        }
        var record = StepRecord.Open(folder, step.RecordName);
        var outcome = check.Json ?? record["outcome"] as JsonObject ?? [];
        if (check.Incomplete is { Count: > 0 } incomplete)
        {
            outcome["incomplete"] = incomplete;
        }
        else if (check.Incomplete is not null)
        {
            outcome.Remove("incomplete");
        }
        if (check.Looked is { } looked)
        {
            outcome["looked"] = looked;
        }
        else if (check.Incomplete is not null)
        {
            outcome.Remove("looked");
        }
        if (outcome.Count > 0 && !ReferenceEquals(outcome, record["outcome"]))
        {
            record["outcome"] = outcome;
        }
        record.Save();
    }

    // What could not be said while the step waited is said now.
    private void ReportWait(ITaskItem item, Step step)
    {
        if (StepObjects.Take<LockWatch>(BuildEngine, ProjectDirectory, step)?.End() is not { } wait)
        {
            return;
        }
        if (wait.IsLong && !wait.WasSaid)
        {
            Report(item, step, [wait.Describe(step)]);
        }
        else
        {
            Log.LogMessage(wait.IsLong ? MessageImportance.High : MessageImportance.Normal, "{0}", $"  CacheTasks  {step.Name}  waited {wait.Seconds} s for a lock of the target: {wait.Lock}");
        }
    }
}
