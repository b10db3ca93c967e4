using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

/// <summary>What makes the tool exit non-zero.</summary>
/// <param name="Operation">In words, such as "create the target".</param>
internal sealed record PredictedFailure(string Operation, Errno Errno, Rule Cause);

/// <summary>What one version of one tool will do with most files of a pair.</summary>
/// <param name="Mode">Null when it fails.</param>
/// <param name="Warns">It prints its own warning about falling back to copies.</param>
internal sealed record Prediction(LinkMode? Mode, bool Warns, bool SharesBlocks, PredictedFailure? Fails)
{
    /// <summary>The mode's name, or <c>fails</c>.</summary>
    public string Text => Mode?.Name() ?? "fails";
}

/// <summary>
/// The prediction for the environment as the user left it, and the plan: what we set and what the tool then does.
/// </summary>
/// <param name="Told">The mode that the tool was told, or its default.</param>
/// <param name="Set">The mode that we set for the step; null when nothing needs setting.</param>
internal sealed record LinkPlan(LinkMode Told, Prediction Prediction, LinkMode? Set, Prediction Planned)
{
    /// <summary>Copies were asked for, so that a cause which prevents links is no concern.</summary>
    public bool WantsCopies => Told == LinkMode.Copy;

    /// <summary>The step itself asks for a mode that cannot work here: why not. Null otherwise.</summary>
    public Rule? AskedInVain { get; private init; }

    public static LinkPlan Choose(Verdict verdict, ToolProfile profile, LinkBehaviour behaviour, LinkMode? fromUser, LinkMode? fromStep)
    {
        var asLeft = Predict(verdict, profile, behaviour, fromUser ?? behaviour.Default);
        if (fromStep is { } mode)
        {
            var set = fromUser == mode ? (LinkMode?)null : mode;
            return new LinkPlan(mode, asLeft, set, Predict(verdict, profile, behaviour, mode)) { AskedInVain = verdict[mode].Cause };
        }
        // A mode that the user said stays, and so does a default that links: clone is safer than hard link, if slower.
        var keep = fromUser is not null || asLeft.Fails is not null || (asLeft.Mode is LinkMode.Clone or LinkMode.Hardlink && !asLeft.Warns);
        var best = keep ? null : FindBest(verdict, behaviour);
        return new LinkPlan(fromUser ?? behaviour.Default, asLeft, best, best is { } better ? Predict(verdict, profile, behaviour, better) : asLeft);
    }

    public static Prediction Predict(Verdict verdict, ToolProfile profile, LinkBehaviour behaviour, LinkMode told)
    {
        if (profile.WritesCache && verdict.CacheBlocked is { } cache)
        {
            return Failing("write to the cache", cache);
        }
        if (verdict.TargetBlocked is { } target)
        {
            return Failing(target.Operation == Operation.CreateInTarget ? "create the target" : "write to the target", target);
        }
        var ladder = behaviour.Ladder(told);
        foreach (var mode in ladder)
        {
            if (verdict[mode].Usable)
            {
                return new Prediction(mode, Warns: mode == LinkMode.Copy && ladder[0] != LinkMode.Copy, mode == LinkMode.Copy && verdict.Copy.SharesBlocks, null);
            }
        }
        var last = verdict[ladder[ladder.Count - 1]];
        return new Prediction(null, false, false, new PredictedFailure($"{ladder[ladder.Count - 1].Name()} files", last.Errno, last.Cause ?? Rules.Unknown));
    }

    private static LinkMode? FindBest(Verdict verdict, LinkBehaviour behaviour) =>
        LinkModes.Automatic.Where(mode => behaviour.Knows(mode) && verdict[mode].Usable).Select(mode => (LinkMode?)mode).FirstOrDefault();

    private static Prediction Failing(string operation, Blockage blockage) =>
        new(null, false, false, new PredictedFailure(operation, blockage.Errno, blockage.Cause));
}
