using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Looks and tries whether each step's cache can be linked into its target, names the causes where not, and predicts what the tool
/// will do. Runs no tool: an item that carries the metadata below is enough.
/// </summary>
/// <remarks>
/// Reads: Tool, ToolVersion, CacheDirectory, TargetDirectory (absolute, or relative to ProjectDirectory), LinkMode, UserLinkMode,
/// Require. Adds: Modes, Causes, Prediction, Planned, PreparedAt. Reports 0001, 0006, 10xx.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class VerifyColocation : StepTask
{
    /// <summary>Where each step's record is written, <c>&lt;step&gt;.json</c>; empty: no record.</summary>
    public string? RecordDirectory { get; set; }

    /// <summary>Look at every file of the cache instead of a handful: slow for a large one, and sure to find the file on which the tool would fail.</summary>
    public bool SampleAll { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        using var mounts = files.ReadMounts();
        var colocator = new Colocator(files, mounts) { SampleAll = SampleAll, Shares = steps.Length > 1 };
        foreach (var item in steps)
        {
            Verify(colocator, item, View(item));
        }
        return steps;
    }

    private void Verify(Colocator colocator, ITaskItem item, Step step)
    {
        if (Profiles.Find(step.Tool) is not { } profile)
        {
            Report(item, step, [StepFaults.UnknownTool(step.Tool, Profiles)]);
            return;
        }
        if (!profile.Links || step.TargetDirectory.Length == 0 || (step.CacheDirectory.Length == 0 && !profile.LinksWithinTarget))
        {
            Journals.Judge(BuildEngine, step, hasRecord: false);
            return;
        }
        step.TargetDirectory = FullPath(step.TargetDirectory);
        step.CacheDirectory = profile.LinksWithinTarget ? step.CacheDirectory : FullPath(step.CacheDirectory);
        var verification = Verification.Of(colocator, step, profile);
        verification.Save(RecordDirectory is { Length: > 0 } folder ? FullPath(folder) : null);
        Journals.Judge(BuildEngine, step, RecordDirectory is { Length: > 0 });
        Report(item, step, verification.Findings);
    }
}
