using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Chooses the link mode from the verdict and the tool's version, and sets the tool's variable only where its own default would do
/// worse or would warn. Says in one line what will happen.
/// </summary>
/// <remarks>
/// Reads: Tool, ToolVersion, Modes (of VerifyColocation), LinkMode, UserLinkMode, EnvironmentVariables. Adds: EnvironmentVariables,
/// Planned (what the tool will do), ChildrenBefore. Changes: LinkMode, to the mode that the tool is told.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class SetLinkMode : StepTask
{
    /// <summary>Where each step's record is; its environment is written there. Empty: no record.</summary>
    public string? RecordDirectory { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        foreach (var item in steps)
        {
            Choose(item, View(item));
            View(item).ChildrenBefore = ChildMark.Now(files);
        }
        return steps;
    }

    private void Choose(ITaskItem item, Step step)
    {
        if (Profiles.Find(step.Tool) is not { } profile)
        {
            Report(item, step, [StepFaults.UnknownTool(step.Tool, Profiles)]);
            return;
        }
        if (step.Modes.Length > 0 && Verification.Plan(Verdict.Decode(step.Modes), step, profile) is { } plan)
        {
            step.Planned = plan.Planned.Text;
            step.LinkMode = (plan.Set ?? plan.Told).Name();
            if (plan.Set is { } mode && profile.LinkModeVariable.Length > 0)
            {
                step.SetVariable(profile.LinkModeVariable, mode.Name());
            }
            if (RecordDirectory is { Length: > 0 } folder)
            {
                var record = StepRecord.Open(FullPath(folder), step.RecordName);
                record.SetEnvironment(EnvironmentList.Parse(step.EnvironmentVariables));
                record.Save();
            }
        }
        if (profile.Links && step.Modes.Length == 0)
        {
            // VerifyColocation has said why there is no verdict.
            return;
        }
        if (!IsRehearsal && BuildClaims.TryClaim(BuildEngine, step.AskToken, "plan", step.Name, step.TargetDirectory))
        {
            Log.LogMessage(MessageImportance.High, "{0}", StepLine.BeforeStep(step, profile));
        }
    }
}
