using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;
using CacheTasks.Targets;
using CacheTasks.Targets.Migration;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Moves the target that each step's tool has now into the private directory below SharedRoot, so that nothing is rebuilt there.
/// </summary>
/// <remarks>
/// Reads: Tool, SharedRoot, TargetLayout, TargetDirectory, TargetFrom, WorkspaceDirectory, WorkingDirectory. Reports 0002, 0006, 2001, 2002, 2005, 2007.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class MigrateTargets : StepTask
{
    /// <summary><c>true</c>: only say what would be done.</summary>
    public string? DryRun { get; set; }

    /// <summary>Login or ID of the user for whom root moves; empty: for the user of this process.</summary>
    public string? ForUser { get; set; }

    /// <summary>Who has no private directory, as in AllocateTargetDirectories.</summary>
    public string? ExcludedUsers { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var options = MaintenanceOptions.Read(DryRun, ForUser, files.EffectiveUser, FileSystem.Users!);
        var excluded = Targets.ExcludedUsers.Parse(ExcludedUsers ?? "", out var faults);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in steps)
        {
            var step = View(item);
            Report(item, step, [.. options.Findings, .. faults]);
            // Two steps of one workspace have one target.
            if (options.Usable && FindTarget(step) is { } profile && done.Add(step.TargetDirectory))
            {
                Move(item, step, profile, options, excluded);
            }
        }
        if (done.Count == 0 && options.Usable)
        {
            Say("no step has a private target below an existing SharedRoot: nothing is moved");
        }
        return steps;
    }

    private ToolProfile? FindTarget(Step step) =>
        step.SharedRoot.Length > 0 && step.TargetDirectory.Length > 0 && Profiles.Find(step.Tool) is { PrivateTarget: true } profile && Directory.Exists(FullPath(step.SharedRoot)) ? profile : null;

    private void Move(ITaskItem item, Step step, ToolProfile profile, MaintenanceOptions options, Targets.ExcludedUsers excluded)
    {
        if (step.TargetFrom == "metadata")
        {
            Say($"{step.Name}  {step.TargetDirectory} is not moved: TargetDirectory on the step names it, and builds go on using it");
            return;
        }
        var workspace = step.WorkspaceDirectory.Length > 0 ? step.WorkspaceDirectory : FullPath(step.WorkingDirectory);
        using var root = SharedRoot.Open(MoveTools.Current!.Files, FileSystem.Users!, FullPath(step.SharedRoot), out var fault);
        if (root is null)
        {
            Report(item, step, fault is null ? [] : [fault]);
            return;
        }
        var user = options.ForUser ?? FileSystem.Users!.Effective;
        if (excluded.Find(new Person(user, FileSystem.Users!.Login(user)), FileSystem.Users!) is { } entry)
        {
            Report(item, step, [new Diagnostics.Finding(Diagnostics.Rules.UserExcluded, $"{step.TargetDirectory} is not moved: CacheTasksExcludedUsers has {entry}, which is {Person.Describe(FileSystem.Users!, user)}.")]);
            Say($"{step.Name}  {step.TargetDirectory} is not moved: this user is excluded");
            return;
        }
        var progress = new WorkProgress();
        using var watch = Show(progress, step.Name);
        var result = new StepMigration(MoveTools.Current! with { Progress = progress }, FileSystem.Users!, options, Cancellation).Run(root, step, profile, workspace, FullPath(step.TargetDirectory));
        Report(item, step, result.Findings);
        foreach (var line in result.Lines)
        {
            Say($"{step.Name}  {line}");
        }
    }
}
