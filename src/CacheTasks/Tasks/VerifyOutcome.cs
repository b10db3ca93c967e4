using CacheTasks.Colocation;
using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Looks, after a step, how the files really came into its target, and compares that with the plan. Says nothing of a step that did
/// not run or installed nothing.
/// </summary>
/// <remarks>
/// Reads: Tool, CacheDirectory, TargetDirectory, Modes, Planned, PreparedAt, ChildrenBefore, RecordName, TargetIsNew. Reports 2004, 4001, 4002.
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
        var check = OutcomeCheck.Of(files, step, profile, ChildMark.HasRun(files, step.ChildrenBefore, ProjectDirectory));
        Report(item, step, check.Findings);
        if (step.TargetIsNew.Length > 0)
        {
            UnusedDirectory.Remove(files, step.TargetDirectory);
        }
        if (check.Counts is not { } counts)
        {
            return;
        }
        if (RecordDirectory is { Length: > 0 } folder)
        {
            var record = StepRecord.Open(FullPath(folder), step.RecordName);
            record["outcome"] = counts.ToJson();
            record.Save();
        }
        Log.LogMessage(MessageImportance.High, "{0}", $"  CacheTasks  {step.Name}  {counts}");
    }

    // What could not be said while the step waited is said now.
    private void ReportWait(ITaskItem item, Step step)
    {
        if (LockWatches.End(BuildEngine, ProjectDirectory, step) is not { } wait)
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
