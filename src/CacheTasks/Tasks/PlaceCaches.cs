using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Choosing;
using CacheTasks.Placement.Roots;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Gives each step's cache its place: below one root for all tools, or where it can be linked into the target. Says what it chose and why,
/// and what would be better.
/// </summary>
/// <remarks>
/// Reads: Tool, ToolVersion, CacheDirectory, CacheFrom, TargetDirectory, WorkingDirectory, Placement, LinkMode, UserLinkMode, Require. Changes:
/// CacheDirectory, CacheFrom, EnvironmentVariables. Reports 2006, 3001, 3003, 3004.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class PlaceCaches : StepTask
{
    /// <summary>One directory for the caches of all tools; empty: none.</summary>
    public string? Root { get; set; }

    /// <summary>Where each step's record is written, <c>&lt;step&gt;.json</c>; empty: no record.</summary>
    public string? RecordDirectory { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        using var mounts = files.ReadMounts();
        var system = new PlacementSystem(files, FileSystem.Users!, FileSystem.Room!, mounts);
        var person = Person.Current(FileSystem.Users!);
        using var rooted = new RootedCaches(files, FileSystem.Users!, Profiles, Environment.GetEnvironmentVariable)
        {
            Root = FullRoot ?? "",
            Project = FullPath(""),
            LooksOnly = IsRehearsal,
        };
        foreach (var item in steps)
        {
            // VerifyColocation says what is wrong with the others.
            if (Profiles.Find(View(item).Tool) is { } profile)
            {
                var said = rooted.Apply(View(item), profile);
                var placed = profile is { Links: true, LinksWithinTarget: false } && View(item).TargetDirectory.Length > 0 ? Place(system, person, item, View(item), profile) : [];
                Report(item, View(item), said.Where(finding => !IsOverruled(finding, placed, profile)).Concat(placed));
            }
        }
        return steps;
    }

    private string? FullRoot => Root is { Length: > 0 } root ? FullPath(root).TrimEnd('/') is { Length: > 0 } path ? path : "/" : null;

    // That the environment goes before the root is not the last word where the placement goes before the environment.
    private static bool IsOverruled(Finding said, IReadOnlyList<Finding> placed, ToolProfile profile) =>
        said.Rule == Diagnostics.Rules.EnvironmentDecides && placed.Any(finding => finding.Rule == said.Rule) && said.Text.StartsWith(profile.CacheVariable + "=", StringComparison.Ordinal);

    private IReadOnlyList<Finding> Place(PlacementSystem system, Person person, ITaskItem item, Step step, ToolProfile profile)
    {
        var target = FullPath(step.TargetDirectory);
        var situation = new Situation(step.CacheDirectory.Length > 0 ? FullPath(step.CacheDirectory) : "", target, profile.RootFolder.Length > 0 ? profile.RootFolder : profile.Executable, person)
        {
            Root = FullRoot,
            WorkingDirectory = step.WorkingDirectory.Length > 0 ? FullPath(step.WorkingDirectory) : "",
            Environment = Environment.GetEnvironmentVariable,
        };
        var record = RecordDirectory is { Length: > 0 } records ? StepRecord.Open(FullPath(records), step.RecordName) : null;
        var placement = new CachePlacement(system, step, profile, situation) { Record = record, LooksOnly = IsRehearsal };
        placement.Run();
        if (placement.Lines.Count > 0)
        {
            record?.Save();
        }
        if (!IsRehearsal && placement.Lines.Count > 0 && BuildClaims.TryClaim(BuildEngine, step.AskToken, "placement", step.Name, target))
        {
            foreach (var line in placement.Lines)
            {
                Log.LogMessage(placement.IsNews ? MessageImportance.High : MessageImportance.Normal, "{0}", $"  CacheTasks  {step.Name}  {line}");
            }
        }
        return placement.Findings;
    }
}
