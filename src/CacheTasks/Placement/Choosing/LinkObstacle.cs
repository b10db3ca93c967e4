using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Placement.Choosing;

/// <summary>Why a step would gain nothing from a cache that was tried.</summary>
internal static class LinkObstacle
{
    /// <returns>A clause about the cache; null where files come by link, or as they are asked for.</returns>
    public static string? Find(Judgement judgement, LinkPlan? plan, ToolProfile profile)
    {
        if (judgement.CacheProblem is { } problem)
        {
            return $"cannot be a directory: {problem.Path} {problem.Text}";
        }
        if (judgement.Verdict is null)
        {
            return judgement.Causes.Count > 0 ? $"{judgement.Causes[0].Description} ({judgement.Causes[0].Rule})" : "could not be tried";
        }
        // What a version does that nobody has tried is not foreseen, so nothing stands against it either.
        return plan is null ? null
            : plan.Planned.Fails is { } fails ? $"makes {profile.Executable} fail to {fails.Operation} ({fails.Errno.Text}, {fails.Errno.Name}, {fails.Cause})"
            : plan.Planned.Mode == LinkMode.Copy && !plan.WantsCopies ? $"cannot be linked: {Reason(judgement)}"
            : null;
    }

    // That there are no clones is never why there is no link.
    private static string Reason(Judgement judgement) =>
        judgement.Causes.FirstOrDefault(cause => cause.Rule != Rules.NoClones) is { } cause ? $"{cause.Rule.Title} ({cause.Rule})" : "files would be copied";
}
