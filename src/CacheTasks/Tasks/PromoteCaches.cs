using CacheTasks.Colocation;
using CacheTasks.Placement.CargoLayer;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;
using CacheTasks.Targets.Migration;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Copies what each step's cache has, and a writable store lacks, into the store.</summary>
/// <remarks>Reads: Tool, CacheDirectory. Reports 0002, 0006, 1014, 1015, 1021, 1024, 2004, 3002, 3003, 3006.</remarks>
[MSBuildMultiThreadableTask]
public sealed class PromoteCaches : StepTask
{
    /// <summary>The directory that is filled, or <c>uv=DIRECTORY;cargo=DIRECTORY</c>.</summary>
    public string? Store { get; set; }

    /// <summary><c>true</c>: only says what it would do.</summary>
    public string? DryRun { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var kinds = steps.Select(item => KindOf(View(item))).OfType<string>().Distinct().ToList();
        var stores = StoreNames.Parse(StoreUse.Promotion, Store, kinds, out var fault);
        var options = MaintenanceOptions.Read(DryRun, "", "");
        if (steps.Length > 0 && (fault is not null || !options.Usable))
        {
            Report(steps[0], View(steps[0]), fault is null ? options.Findings : [fault]);
            return steps;
        }
        using var mounts = files.ReadMounts();
        var watchdog = new Watchdog(files, mounts);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in steps)
        {
            var step = View(item);
            // Several steps share one cache.
            if (KindOf(step) is { } kind && stores!.Find(kind) is { } store && CacheOf(step, kind) is { } cache && done.Add(cache))
            {
                if ((watchdog.FindSilent(cache) ?? watchdog.FindSilent(FullPath(store))) is { } silent)
                {
                    Report(item, step, [Placement.Promotion.Store.Silent(StoreUse.Promotion, silent)]);
                    continue;
                }
                Promote(item, step, kind, cache, FullPath(store), options.DryRun);
            }
        }
        if (done.Count == 0)
        {
            Say("no step has a cache that can be promoted: nothing is promoted");
        }
        return steps;
    }

    private string? KindOf(Step step) => Profiles.Find(step.Tool) is { } profile ? StoreNames.KindOf(profile) : null;

    private static string? CacheOf(Step step, string kind) =>
        kind == StoreNames.Cargo ? CargoHome.Find(step, Environment.GetEnvironmentVariable) : step.CacheDirectory.Length > 0 ? step.CacheDirectory : null;

    private void Promote(ITaskItem item, Step step, string kind, string cache, string store, bool dryRun)
    {
        var progress = new WorkProgress();
        var tools = CopyTools.Current! with { Progress = progress };
        using var watch = Show(progress, step.Name);
        var result = kind == StoreNames.Cargo ? new CargoPromotion(tools, Cancellation).Run(cache, store, dryRun) : new UvPromotion(tools, Cancellation).Run(cache, store, dryRun);
        Report(item, step, result.Findings);
        foreach (var line in result.Lines)
        {
            Say($"{step.Name}  {line}");
        }
    }
}
