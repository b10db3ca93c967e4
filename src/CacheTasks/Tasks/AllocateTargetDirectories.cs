using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Gives each step whose tool has a private target a directory of its own below SharedRoot, made for this user alone. Does nothing
/// where no root is set or the root does not exist, and leaves a target that the user named.
/// </summary>
/// <remarks>
/// Reads: Tool, SharedRoot, TargetLayout, TargetDirectory, TargetFrom, BuildDirectory, BuildFrom, WorkspaceDirectory, WorkingDirectory.
/// Changes: TargetDirectory, TargetFrom, BuildDirectory, EnvironmentVariables. Adds: TargetIsNew. Reports 0002, 0006, 1021, 2001, 2002,
/// 2005, 2006, 2009.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class AllocateTargetDirectories : StepTask
{
    /// <summary>Who gets none: logins with <c>*</c>, <c>uid&lt;1000</c>, <c>@group</c>, separated by semicolons.</summary>
    public string? ExcludedUsers { get; set; }

    /// <summary>What must be left below the root, in bytes, also with K, M, G or T. Default: 1G; 0: not looked at.</summary>
    public string? MinimumRoom { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var concerned = steps.Where(item => Concerns(View(item))).ToList();
        var excluded = Targets.ExcludedUsers.Parse(ExcludedUsers ?? "", out var faults);
        var minimum = Targets.MinimumRoom.Parse(MinimumRoom ?? "", out var fault);
        foreach (var item in concerned)
        {
            var step = View(item);
            Report(item, step, fault is null ? faults : [.. faults, fault]);
            var allocation = new Allocation(files, FileSystem.Users!, FileSystem.Room!) { Excluded = excluded, Minimum = minimum };
            allocation.Allocate(
                step, Profiles.Find(step.Tool)!, FullPath(step.SharedRoot), step.WorkspaceDirectory.Length > 0 ? step.WorkspaceDirectory : FullPath(step.WorkingDirectory));
            Report(item, step, allocation.Findings);
        }
        return steps;
    }

    private bool Concerns(Step step) =>
        step.SharedRoot.Length > 0 && step.TargetFrom != "metadata" && Profiles.Find(step.Tool) is { PrivateTarget: true };
}
