using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Collection;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;
using CacheTasks.Targets.Migration;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Lists what a uv store holds, and removes from it what is old and no lock file names.</summary>
/// <remarks>Reads: Tool. Reports 0002, 0006, 1014, 1015, 1024, 2004, 3006.</remarks>
[MSBuildMultiThreadableTask]
public sealed class CollectCaches : StepTask
{
    private const string Target = "CollectCache";

    /// <summary>The store, named as for <see cref="PromoteCaches"/>.</summary>
    public string? Store { get; set; }

    /// <summary>Days: what was promoted or used longer ago is removed. Empty: nothing is.</summary>
    public string? OlderThan { get; set; }

    /// <summary>Days after which an archive goes to which nothing leads. Default: 1.</summary>
    public string? Grace { get; set; }

    /// <summary>Lock files, and folders with lock files, separated by <c>;</c>: what they name stays.</summary>
    public string? Keep { get; set; }

    /// <summary><c>true</c>: only says what it would do.</summary>
    public string? DryRun { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var item = steps.FirstOrDefault() ?? ItemMetadata.Create(Target);
        var kinds = steps.Select(step => Profiles.Find(View(step).Tool)).OfType<ToolProfile>().Select(StoreNames.KindOf).OfType<string>().Distinct().ToList();
        var stores = StoreNames.Parse(StoreUse.Collection, Store, kinds, out var fault);
        var options = MaintenanceOptions.ReadCollection(DryRun, OlderThan, Grace);
        var keep = NewKeptFiles();
        var kept = keep.Read(Keep);
        Finding[] faults = [.. fault is null ? [] : new[] { fault }, .. options.Findings, .. keep.Faults];
        Report(item, View(item), [.. faults, .. keep.Notes]);
        if (faults.Length > 0)
        {
            return steps;
        }
        if (stores!.Find(StoreNames.Uv) is not { } store)
        {
            Say("no store of uv is named: nothing is collected (cargo's are not, see docs/fleets.md)");
            return steps;
        }
        var request = new CollectionRequest { OlderThan = options.OlderThan, Kept = kept, DryRun = options.DryRun, ReadAgain = ReadAgain };
        Collect(files, item, FullPath(store), options.Grace is { } grace ? request with { Grace = grace } : request);
        return steps;
    }

    private KeptFiles NewKeptFiles() => new(UvProfiles().SelectMany(profile => profile.NeedsFiles).Distinct().ToList(), FullPath);

    private (KeptPackages Kept, IReadOnlyList<Finding> Faults) ReadAgain()
    {
        var keep = NewKeptFiles();
        return (keep.Read(Keep), keep.Faults);
    }

    private IEnumerable<ToolProfile> UvProfiles() => Profiles.Names.Select(Profiles.Find).OfType<ToolProfile>().Where(profile => StoreNames.KindOf(profile) == StoreNames.Uv);

    private void Collect(IFileSystem files, ITaskItem item, string store, CollectionRequest request)
    {
        using var mounts = files.ReadMounts();
        if (new Watchdog(files, mounts).FindSilent(store) is { } silent)
        {
            Report(item, View(item), [Placement.Promotion.Store.Silent(StoreUse.Collection, silent)]);
            return;
        }
        var progress = new WorkProgress();
        using var watch = Show(progress, Target);
        var result = new UvCollection(CopyTools.Current! with { Progress = progress }, request, Cancellation).Run(store);
        Report(item, View(item), result.Findings);
        foreach (var line in result.Lines)
        {
            Say(line);
        }
    }
}
