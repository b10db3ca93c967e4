using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;
using CacheTasks.Targets.Cleaning;
using CacheTasks.Targets.Migration;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Lists this user's private target directories below the shared roots, and removes those that are asked for.</summary>
/// <remarks>Reads: SharedRoot. Reports 0002.</remarks>
[MSBuildMultiThreadableTask]
public sealed class CleanTargets : StepTask
{
    /// <summary>A shared root besides those of the steps.</summary>
    public string? Root { get; set; }

    /// <summary>Days: targets that nobody has used for longer are removed. Empty: age removes none.</summary>
    public string? OlderThan { get; set; }

    /// <summary><c>true</c>: targets whose checkout does not exist any more are removed.</summary>
    public string? Missing { get; set; }

    /// <summary><c>true</c>: only say what would be removed.</summary>
    public string? DryRun { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var options = MaintenanceOptions.Read(DryRun, OlderThan, Missing);
        var item = steps.FirstOrDefault() ?? ItemMetadata.Create("CleanCacheTargets");
        Report(item, View(item), options.Findings);
        if (!options.Usable)
        {
            return steps;
        }
        var request = new CleanRequest
        {
            OlderThan = options.OlderThan,
            Missing = options.Missing,
            DryRun = options.DryRun,
            LockFiles = Profiles.Names.Select(Profiles.Find).OfType<ToolProfile>().Where(profile => profile.PrivateTarget).SelectMany(profile => profile.LockFiles).Distinct().ToList(),
            Cancellation = Cancellation,
        };
        var roots = Roots(steps);
        var progress = new WorkProgress();
        using var watch = Show(progress, "CleanCacheTargets");
        foreach (var root in roots)
        {
            Say(Directory.Exists(root) ? TargetCleaning.Run(MoveTools.Current! with { Progress = progress }, root, request) : [$"the shared root {root} does not exist"]);
        }
        if (roots.Count == 0)
        {
            Say(["no shared root is set: CacheTasksSharedRoot, or SharedRoot on a CacheStep"]);
        }
        return steps;
    }

    private List<string> Roots(ITaskItem[] steps) =>
        steps.Select(item => View(item).SharedRoot).Append(Root ?? "").Where(root => root.Length > 0).Select(FullPath).Distinct().ToList();

    private void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Say(line);
        }
    }
}
