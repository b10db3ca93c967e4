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
            yield return NotADirectory("cache", profile.CacheVariable, nameof(Step.CacheDirectory), cache);
        }
        if (judgement.TargetProblem is { } target)
        {
            yield return NotADirectory("target", profile.TargetVariable, nameof(Step.TargetDirectory), target);
        }
        if (plan is null)
        {
            yield break;
        }
        if (step.RequiresLink && plan.WantsCopies && plan.Planned.Mode == LinkMode.Copy)
        {
            yield return new Finding(
                Rules.InvalidValue,
                $"Require=\"link\" cannot be met: copies are asked for by {(LinkModes.Find(step.LinkMode) is null ? $"{profile.LinkModeVariable} or the configuration of {profile.Executable}" : "LinkMode")}. Remove one of the two.");
        }
        foreach (var cause in judgement.Causes.Where(cause => IsToBlame(cause.Rule, judgement.Verdict!, plan, step.RequiresLink)))
        {
            var inVain = cause.Rule == plan.AskedInVain ? $"LinkMode=\"{plan.Told.Name()}\" cannot work, " : "";
            yield return new Finding(
                cause.Rule,
                $"{inVain}{Consequence(profile, plan)}: {cause.Description}. {string.Join(" ", cause.Remedies)}",
                step.RequiresLink && !Links(plan) ? Severity.Error : Severity.Warning);
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

    // Other causes are in the record only: a link that works needs no word, nor does a second obstacle behind a failure.
    private static bool IsToBlame(Rule cause, Verdict verdict, LinkPlan plan, bool linkRequired)
    {
        if (plan.Planned.Fails is { } fails)
        {
            return cause == fails.Cause;
        }
        // A filesystem without clones is never the reason by itself, since hard links would do, unless the step asks for clones.
        return cause == plan.AskedInVain
            || (cause == Rules.NoClones && plan.Told == LinkMode.Clone && plan.Planned.Mode == LinkMode.Copy && verdict.Hardlink.Usable)
            || (plan.Planned.Mode == LinkMode.Copy && (linkRequired || !plan.WantsCopies) && cause != Rules.NoClones && (cause == verdict.Hardlink.Cause || cause == verdict.Reflink.Cause));
    }

    private static bool Links(LinkPlan plan) => plan.Planned.Mode is LinkMode.Clone or LinkMode.Hardlink or LinkMode.Symlink;

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
            { } mode => $"files will come by {mode.Noun()}",
            null => "nothing can be linked",
        };
    }

    private static Finding NotADirectory(string side, string variable, string metadata, PlaceProblem problem) => new(
        Rules.NotADirectory,
        $"the {side} cannot be used, so nothing is verified: {(problem.Whole == problem.Path ? "" : StepFaults.Shorten(problem.Whole) + ": ")}{StepFaults.Shorten(problem.Path)} {problem.Text}. Set {metadata}{(variable.Length > 0 ? " or " + variable : "")} to a folder.");
}
