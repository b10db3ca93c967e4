using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Reads, before a step, the target of a tool that shares it badly: entries of other users that are in its way, other users and
/// checkouts, and who holds its locks. While the step runs a wait for such a lock is watched; VerifyOutcome ends that. Changes nothing.
/// </summary>
/// <remarks>
/// Reads: Tool, ToolVersion, TargetDirectory, TargetFrom, TargetLayout, BuildDirectory, WorkspaceDirectory, WorkingDirectory, RecordName.
/// Reports 0002, 2003, 2004, 2008, 2009.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class InspectTargets : StepTask
{
    /// <summary>Seconds that a step may wait for a lock before that is said; 0: it is not watched. Default: 15.</summary>
    public string? LockWait { get; set; }

    /// <summary>true: look at every entry of the target and count those of others, instead of the first 20,000 entries and 10 obstacles.</summary>
    public string? CountForeign { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var limit = WaitLimit.Parse(LockWait ?? "", out var badLimit);
        var countsAll = Choice.CountForeign.Find(CountForeign ?? "") == "true";
        var faults = new[] { badLimit, Choice.CountForeign.Fault(CountForeign ?? "") }.OfType<Finding>().ToList();
        using var mounts = files.ReadMounts();
        foreach (var item in steps)
        {
            var step = View(item);
            if (step.TargetDirectory.Length == 0 || Profiles.Find(step.Tool) is not { PrivateTarget: true } profile)
            {
                continue;
            }
            step.TargetDirectory = FullPath(step.TargetDirectory);
            Report(item, step, faults);
            Inspect(files, mounts, item, step, profile, countsAll, limit);
        }
        return steps;
    }

    private void Inspect(IFileSystem files, MountTable mounts, ITaskItem item, Step step, ToolProfile profile, bool countsAll, TimeSpan limit)
    {
        var (locks, processes, trees) = (FileSystem.Locks!, FileSystem.Processes!, FileSystem.Scanner!);
        var names = new OwnerNames(FileSystem.Users!, files.Host);
        var contention = new Contention(step, profile, new ProcessText(processes, files, names), new BuildFamily(processes));
        var holders = new LockHolders(locks, processes);
        var progress = new WorkProgress();
        using var watch = Show(progress, step.Name);
        var inspection = new TargetInspection(files, locks, trees, mounts, contention, holders, names) { CountsAll = countsAll, Progress = progress };
        Report(item, step, inspection.Inspect(step, profile, FullPath(step.WorkspaceDirectory.Length > 0 ? step.WorkspaceDirectory : step.WorkingDirectory)));
        if (!IsRehearsal && limit > TimeSpan.Zero && profile.LockFiles.Count > 0)
        {
            Watch(files, item, step, profile, contention, holders, limit);
        }
    }

    private void Watch(IFileSystem files, ITaskItem item, Step step, ToolProfile profile, Contention contention, LockHolders holders, TimeSpan limit)
    {
        var directories = TargetInspection.DirectoriesOf(step).ToList();
        var live = LiveLog.Of(BuildEngine);
        var rules = Rules;
        var watch = new LockWatch(
            FileSystem.Locks!, FileSystem.Processes!, holders, contention, Find, limit,
            wait => live?.TryLog(rules.Describe(item, step, wait.Describe(step))) == true);
        if (StepObjects.Keep(BuildEngine, ProjectDirectory, step, watch))
        {
            watch.Start();
        }

        IReadOnlyList<LockFile> Find()
        {
            using var mounts = files.ReadMounts();
            return directories.SelectMany(directory => new LockFiles(files, mounts).Find(directory, profile.LockFiles)).ToList();
        }
    }
}
