using CacheTasks.Colocation;
using CacheTasks.Placement.CargoLayer;
using CacheTasks.Placement.Layers;
using CacheTasks.Placement.NativeLayers;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Fills each step's cache from the read-only layers of its tool with what the step's lock file needs.</summary>
/// <remarks>Reads: Tool, ToolVersion, CacheDirectory, WorkingDirectory, WorkspaceDirectory, LockFile. Reports 0001, 0002, 0006, 3002, 3003, 3006.</remarks>
[MSBuildMultiThreadableTask]
public sealed class SeedCaches : StepTask
{
    /// <summary>CacheLayer items: identity the directory, metadata Tool.</summary>
    public ITaskItem[] Layers { get; set; } = [];

    /// <summary><c>true</c>: every file of what was seeded earlier is looked at.</summary>
    public string? VerifySeed { get; set; }

    /// <summary>Where each step's record is written, <c>&lt;step&gt;.json</c>; empty: no record.</summary>
    public string? RecordDirectory { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var layers = Layers.Select(Read).OfType<LayerItem>().ToList();
        if (layers.Count > 0 && CopyTools.Current is { } current)
        {
            var progress = new WorkProgress();
            var tools = current with { Progress = progress };
            using var mounts = files.ReadMounts();
            var watchdog = new Watchdog(files, mounts);
            var verify = string.Equals(VerifySeed?.Trim(), "true", StringComparison.OrdinalIgnoreCase);
            var seeding = new StepSeeding(tools, watchdog, verify, Cancellation);
            var crates = new CargoStep(tools, watchdog, verify, Environment.GetEnvironmentVariable, Cancellation);
            foreach (var item in steps)
            {
                if (Profiles.Find(View(item).Tool) is { } profile
                    && layers.Where(layer => layer.Serves(profile, Profiles)).Select(layer => layer.Path).Distinct().ToList() is { Count: > 0 } paths)
                {
                    using (Show(progress, item.ItemSpec))
                    {
                        Seed(seeding, crates, item, View(item), profile, paths);
                    }
                    GiveLayers(files, watchdog, item, View(item), profile, paths);
                }
            }
        }
        return steps;
    }

    // What is wrong with an item is said of the item, with its own file and line.
    private LayerItem? Read(ITaskItem item)
    {
        var tool = item.GetMetadata(nameof(LayerItem.Tool)).Trim();
        if (LayerItem.Check(tool, Profiles) is { } fault)
        {
            Report(item, View(item), [fault]);
            return null;
        }
        return new LayerItem(FullPath(item.ItemSpec), tool);
    }

    private void Seed(StepSeeding seeding, CargoStep crates, ITaskItem item, Step step, ToolProfile profile, List<string> layers)
    {
        if (CargoStep.Serves(profile))
        {
            Tell(item, step, crates.Run(step, profile, layers, FullPath));
        }
        if (step.CacheDirectory.Length > 0 && profile.CacheBuckets.Count > 0)
        {
            step.CacheDirectory = FullPath(step.CacheDirectory);
            Tell(item, step, seeding.Run(step, profile, layers, FullPath));
        }
    }

    // A tool that takes layers itself: nothing is copied for it.
    private void GiveLayers(IFileSystem files, Watchdog watchdog, ITaskItem item, Step step, ToolProfile profile, List<string> layers)
    {
        if (profile.LayerVariables.Count > 0)
        {
            var native = new NativeLayer(files, watchdog, Environment.GetEnvironmentVariable, arguments => ToolAsker.AskOne(BuildEngine, step, profile, arguments, Cancellation));
            Report(item, step, native.Apply(step, profile, layers));
        }
    }

    private void Tell(ITaskItem item, Step step, SeedReport? report)
    {
        if (report is null)
        {
            return;
        }
        if (report.Line is { } line)
        {
            Say($"{step.Name}  {line}");
        }
        if (!report.IsCurrent && RecordDirectory is { Length: > 0 } folder)
        {
            var record = StepRecord.Open(FullPath(folder), step.RecordName);
            record["seed"] = report.ToJson();
            record.Save();
        }
        Report(item, step, report.Findings);
    }
}
