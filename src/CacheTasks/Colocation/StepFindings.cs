using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

/// <summary>What a verdict gives the user to read, in the order of DESIGN §4: what will happen, the evidence, what to do.</summary>
internal static class StepFindings
{
    public static IEnumerable<Finding> Of(Step step, ToolProfile profile, Judgement judgement, LinkPlan? plan)
    {
        if (judgement.CacheProblem is { } cache)
        {
            yield return NotADirectory(step, "cache", profile.CacheVariable, nameof(Step.CacheDirectory), cache);
        }
        if (judgement.TargetProblem is { } target)
        {
            yield return NotADirectory(step, "target", profile.TargetVariable, nameof(Step.TargetDirectory), target);
        }
        if (plan is null || judgement.Causes.Count == 0)
        {
            yield break;
        }
        var severity = SeverityOf(step, plan);
        // A filesystem without clones is never the reason by itself: hard links would do.
        foreach (var cause in judgement.Causes.Where(cause => cause.Rule != Rules.NoClones))
        {
            yield return new Finding(cause.Rule, $"{Consequence(profile, plan)}: {cause.Description}. {string.Join(" ", cause.Remedies)}", severity);
        }
    }

    /// <summary>Why the planned mode is possible or the best there is, in a few words: <c>same xfs, mount 31</c>.</summary>
    public static string Reason(Judgement judgement, LinkPlan? plan, ToolProfile profile)
    {
        if (judgement.Pair is not { } pair || plan is null)
        {
            return "";
        }
        if (plan.WantsCopies && plan.Planned.Mode == LinkMode.Copy)
        {
            return "as asked";
        }
        if (profile.LinksWithinTarget && plan.Planned.Mode == LinkMode.Hardlink)
        {
            return $"within {pair.Target.Mount?.FileSystem ?? "the target"}, mount {pair.Target.Status.MountId}";
        }
        return judgement.Causes.FirstOrDefault(cause => cause.Rule != Rules.NoClones) is { } cause && plan.Planned.Mode is LinkMode.Copy or null
            ? cause.Rule.Title
            : $"same {pair.Target.Mount?.FileSystem ?? "filesystem"}, {(pair.SameMount ? "mount " + pair.Target.Status.MountId : $"mounts {pair.Cache.Status.MountId} and {pair.Target.Status.MountId}")}";
    }

    private static Severity SeverityOf(Step step, LinkPlan plan) =>
        plan.Planned.Mode is LinkMode.Clone or LinkMode.Hardlink or LinkMode.Symlink ? Severity.Message
        : step.RequiresLink ? Severity.Error
        : plan.WantsCopies && plan.Planned.Fails is null ? Severity.Message
        : Severity.Warning;

    private static string Consequence(ToolProfile profile, LinkPlan plan)
    {
        if (plan.Planned.Fails is { } fails)
        {
            return $"{profile.Executable} will fail to {fails.Operation} ({fails.Errno.Text}, {fails.Errno.Name})";
        }
        return plan.Planned.Mode switch
        {
            LinkMode.Copy when plan.Planned.SharesBlocks => "files will be copied, sharing their blocks",
            LinkMode.Copy => "files will be copied, not linked",
            { } mode => $"files will be linked ({mode.Noun()}), but not every mode works",
            null => "nothing can be linked",
        };
    }

    private static Finding NotADirectory(Step step, string side, string variable, string metadata, PlaceProblem problem) => new(
        Rules.NotADirectory,
        $"the {side} cannot be used, so nothing is verified: {StepFaults.Shorten(problem.Path)} {problem.Text}. Set {metadata}{(variable.Length > 0 ? " or " + variable : "")} to a folder.",
        step.RequiresLink ? Severity.Error : null);
}
