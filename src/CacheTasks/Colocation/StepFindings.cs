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
        foreach (var silent in judgement.Causes.Where(cause => cause.Rule == Rules.NoAnswer))
        {
            yield return new Finding(
                silent.Rule,
                $"nothing is verified, and the step will probably wait without end as well: {silent.Description}. To see it: `{silent.Check}`. {string.Join(" ", silent.Remedies)}",
                step.RequiresLink ? Severity.Error : Severity.Warning);
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
        foreach (var cause in judgement.Causes.Where(cause => IsToBlame(cause, judgement.Verdict!, plan, step.RequiresLink)))
        {
            var inVain = cause.Rule == plan.AskedInVain ? $"LinkMode=\"{plan.Told.Name()}\" cannot work, " : "";
            yield return new Finding(
                cause.Rule,
                $"{inVain}{Consequence(profile, plan)}: {cause.Description}. {(cause.Check.Length > 0 ? $"To see it: `{cause.Check}`. " : "")}{string.Join(" ", cause.Remedies)}",
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
        var latency = pair.Target.IsRemote ? Latency(judgement.LinkTime) : "";
        return judgement.Causes.FirstOrDefault(cause => cause.Rule != Rules.NoClones) is { } cause && (plan.Planned.Costs || plan.Planned.Mode is LinkMode.Copy or null || (plan.Planned.Mode == LinkMode.Symlink && plan.Told != LinkMode.Symlink))
            ? cause.Rule.Title
            : $"same {pair.Target.Mount?.FileSystem ?? "filesystem"}, {(pair.SameMount ? "mount " + pair.Target.Status.MountId : $"mounts {pair.Cache.Status.MountId} and {pair.Target.Status.MountId}")}{latency}";
    }

    // One link is one round trip or more: on a slow mount thousands of them are what the user waits for.
    public static string Latency(long nanoseconds) =>
        nanoseconds < 200_000 ? "" : $", a link takes about {nanoseconds / 1e6:0.0} ms, 1,000 files {nanoseconds / 1e6:0.0} s";

    // Other causes are in the record only: a link that works needs no word, nor does a second obstacle behind a failure.
    private static bool IsToBlame(CauseFinding cause, Verdict verdict, LinkPlan plan, bool linkRequired)
    {
        if (plan.Planned.Fails is { } fails)
        {
            return cause.Rule == fails.Cause;
        }
        if (cause.Rule == plan.AskedInVain)
        {
            return true;
        }
        if (plan.Prediction.Fails is { HalfWay: true } avoided && !linkRequired)
        {
            return cause.Rule == avoided.Cause;
        }
        if (plan.Planned.Mode != LinkMode.Copy)
        {
            return (plan.Planned.Costs && cause.Rule == Rules.CopyUp)
                || (plan.Planned.Mode == LinkMode.Symlink && plan.Told != LinkMode.Symlink && cause.Rule == Rules.LinkIsSymlink)
                || (plan.Planned is { Warns: true, Mode: { } some } && verdict[some].NotForAll && cause.Rule == verdict[some].Cause);
        }
        // A filesystem without clones is never the reason by itself, since hard links would do, unless clones are asked for and the tool tries nothing else.
        return cause.Rule == Rules.NoClones
            ? plan.Told == LinkMode.Clone && verdict.Hardlink.Outcome == ModeOutcome.Works && plan.Prediction.Mode == LinkMode.Copy
            : cause.ConcernsLinks && (linkRequired || !plan.WantsCopies);
    }

    private static bool Links(LinkPlan plan) => plan.Planned.Mode is LinkMode.Clone or LinkMode.Hardlink or LinkMode.Symlink;

    private static string Consequence(ToolProfile profile, LinkPlan plan)
    {
        if (plan.Planned.Fails is { } fails)
        {
            return $"{profile.Executable} will fail to {fails.Operation} ({fails.Errno.Text}, {fails.Errno.Name})";
        }
        if (plan.Prediction.Fails is { HalfWay: true } avoided)
        {
            return $"{profile.Executable} would fail half way ({avoided.Errno.Text}, {avoided.Errno.Name}), so files will {(plan.Planned.Mode == LinkMode.Copy ? "be copied" : "come by " + plan.Planned.Mode?.Noun())}";
        }
        return plan.Planned switch
        {
            { Mode: LinkMode.Copy, SharesBlocks: true, Prints.Length: > 0 } => $"files will be copied, sharing their blocks, so {profile.Executable}'s own '{plan.Planned.Prints}; falling back to full copy' is wrong",
            { Mode: LinkMode.Copy, SharesBlocks: true } => "files will be copied, sharing their blocks",
            { Mode: LinkMode.Copy } => "files will be copied, not linked",
            { Mode: LinkMode.Symlink } when plan.Told != LinkMode.Symlink => "files will come by symlink, though a hard link is asked for",
            { Costs: true } => "files will come by hard link, and each costs as much as a copy",
            { Warns: true, Mode: { } mode } => $"most files will come by {mode.Noun()}, the others will be copied",
            { Mode: { } mode } => $"files will come by {mode.Noun()}",
            _ => "nothing can be linked",
        };
    }

    private static Finding NotADirectory(string side, string variable, string metadata, PlaceProblem problem) => new(
        Rules.NotADirectory,
        $"the {side} cannot be used, so nothing is verified: {(problem.Whole == problem.Path ? "" : StepFaults.Shorten(problem.Whole) + ": ")}{StepFaults.Shorten(problem.Path)} {problem.Text}. Set {metadata}{(variable.Length > 0 ? " or " + variable : "")} to a folder.");
}
