using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Lasting;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Choosing;

/// <summary>What a placement gives the user to read as diagnostics.</summary>
internal static class PlacementFindings
{
    /// <summary>3001 of colocate.</summary>
    public static Finding NoCandidate(Step step, Conclusion conclusion, Place target) => new(
        Rules.NoCandidate,
        $"no place for the cache can be linked into {Printed(step.TargetDirectory)}, so it stays where it is: {string.Join("; ", conclusion.All.Select(CandidateText.Refused))}. To see it: `findmnt -T {target.Named}`. Give the cache a folder on that filesystem which this user may write to: set CacheDirectory, or mount one folder that holds both.",
        Severity(step));

    /// <summary>3001 of fixed, with a place that is named.</summary>
    public static Finding Unusable(Step step, string named, JudgedCandidate candidate, bool isUsed) => new(
        Rules.NoCandidate,
        $"Placement=\"fixed\" puts the cache at {CandidateText.Path(candidate)} ({named}), which {PrintedText.Of(candidate.Obstacle!)}; {(isUsed ? "it is used all the same" : "the tool's own cache is used")}. To see it: `findmnt -T {ShellText.Quote(candidate.Proposal.Path)}; findmnt -T {ShellText.Quote(step.TargetDirectory)}`. Name a place on the target's filesystem, or set Placement=\"colocate\".",
        Severity(step));

    /// <summary>3001 of fixed, with none.</summary>
    public static Finding Unnamed(Step step) => new(
        Rules.NoCandidate,
        "Placement=\"fixed\" needs a place, and none is named, so the tool's own cache is used. Set CacheDirectory on the step, or CacheTasksRoot.",
        Severity(step));

    /// <summary>3003.</summary>
    public static Finding? Overlap(Step step, ToolProfile profile, JudgedCandidate taken, Containment containment) =>
        taken.Place is { } cache && containment.FindOverlap(cache) is { } overlap ? new Finding(
            Rules.CacheInTarget,
            $"the cache {CandidateText.Path(taken)} {overlap} ({Printed(step.TargetDirectory)}): who removes one removes the other with it. To see it: `realpath {ShellText.Quote(taken.Proposal.Path)} {ShellText.Quote(step.TargetDirectory)}`. Keep the two apart: set CacheDirectory{(profile.CacheVariable.Length > 0 ? " or " + profile.CacheVariable : "")} to a folder outside the target.")
        : null;

    /// <summary>3004.</summary>
    public static Finding? ShortLived(Step step, JudgedCandidate taken, Lifetime target) =>
        taken.Plan?.Planned.Mode == LinkMode.Symlink && !taken.Life.Outlives(target) ? new Finding(
            Rules.ShortLivedCache,
            $"files in {Printed(step.TargetDirectory)} will be symlinks into {CandidateText.Path(taken)}, which {taken.Life.Text}. Without the cache the target is broken. To see it: `findmnt -T {ShellText.Quote(taken.Proposal.Path)}`. Set LinkMode to hardlink or clone, or CacheDirectory to a folder that stays.")
        : null;

    /// <summary>2006: what the step says comes before the environment.</summary>
    public static Finding Overruled(string placement, string variable, string value, string path) => new(
        Rules.EnvironmentDecides, $"Placement=\"{placement}\" is set on the step, so {variable}={StepFaults.Shorten(Printed(value))} of the environment does not count for it: the cache is {Printed(path)}.");

    // Who requires links does not want the step to run without.
    private static Severity Severity(Step step) => step.RequiresLink ? Diagnostics.Severity.Error : Diagnostics.Severity.Warning;

    private static string Printed(string path) => PrintedText.Of(path);
}
