using CacheTasks.Diagnostics;
using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;
using CacheTasks.Targets;
using CacheTasks.Targets.Migration;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Gives each step whose tool has a private target a directory of its own below SharedRoot, made for this user alone. Does nothing
/// where no root is set or the root does not exist, and leaves a target that the user named.
/// </summary>
/// <remarks>
/// Reads: Tool, SharedRoot, TargetLayout, TargetDirectory, TargetFrom, BuildDirectory, BuildFrom, WorkspaceDirectory, WorkingDirectory.
/// Changes: TargetDirectory, TargetFrom, BuildDirectory, EnvironmentVariables. Adds: TargetIsNew. Reports 0002, 0006, 1021, 1024, 2001, 2002,
/// 2005, 2006, 2007.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class AllocateTargetDirectories : StepTask
{
    /// <summary>Who gets none: logins with <c>*</c>, <c>uid&lt;1000</c>, <c>@group</c>, separated by semicolons.</summary>
    public string? ExcludedUsers { get; set; }

    /// <summary>What must be left below the root, in bytes, also with K, M, G or T. Default: 1G; 0: not looked at.</summary>
    public string? MinimumRoom { get; set; }

    /// <summary><c>true</c>: what the tool has built so far is moved into the new directory, so that nothing is rebuilt.</summary>
    public string? Migrate { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var concerned = steps.Where(item => Concerns(View(item))).ToList();
        var excluded = Targets.ExcludedUsers.Parse(ExcludedUsers ?? "", out var faults);
        var options = MaintenanceOptions.ReadMigrate(Migrate);
        var minimum = Targets.MinimumRoom.Parse(MinimumRoom ?? "", out var fault);
        using var mounts = concerned.Count > 0 ? files.ReadMounts() : null;
        foreach (var item in concerned)
        {
            var step = View(item);
            Report(item, step, fault is null ? faults : [.. faults, fault]);
            Report(item, step, options.Findings);
            var profile = Profiles.Find(step.Tool)!;
            var workspace = step.WorkspaceDirectory.Length > 0 ? step.WorkspaceDirectory : FullPath(step.WorkingDirectory);
            var progress = new WorkProgress();
            using var watch = Show(progress, step.Name);
            var migration = new StepMigration(MoveTools.Current! with { Progress = progress }, FileSystem.Users!, options, Cancellation);
            var allocation = new Allocation(files, FileSystem.Users!, FileSystem.Room!)
            {
                Watchdog = new Watchdog(files, mounts!),
                Excluded = excluded,
                Minimum = minimum,
                LooksOnly = IsRehearsal,
                Migrate = !IsRehearsal && options is { Usable: true, Migrate: true } && step.TargetFrom is "tool" or "" ? root => migration.Run(root, step, profile, workspace, step.TargetDirectory) : null,
            };
            allocation.Allocate(step, profile, FullPath(step.SharedRoot), workspace);
            Report(item, step, allocation.Findings);
            foreach (var line in allocation.Lines)
            {
                Say($"{step.Name}  {line}");
            }
        }
        return steps;
    }

    private bool Concerns(Step step) =>
        step.SharedRoot.Length > 0 && step.TargetFrom != "metadata" && Profiles.Find(step.Tool) is { PrivateTarget: true };
}
