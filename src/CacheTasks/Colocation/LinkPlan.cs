using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

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
        var asLeft = Prediction.Of(verdict, profile, behaviour, fromUser ?? behaviour.Default);
        if (fromStep is { } mode)
        {
            var set = fromUser == mode ? (LinkMode?)null : mode;
            return new LinkPlan(mode, asLeft, set, Prediction.Of(verdict, profile, behaviour, mode)) { AskedInVain = verdict[mode].Usable ? null : verdict[mode].Cause };
        }
        // A mode that the user said stays, and so does a default that links: clone is safer than hard link, if slower.
        var keep = fromUser is not null || IsHopeless(asLeft) || (asLeft.Mode is LinkMode.Clone or LinkMode.Hardlink && !asLeft.Warns && !asLeft.Costs);
        var best = keep ? null : FindBest(verdict, profile, behaviour, asLeft);
        return new LinkPlan(fromUser ?? behaviour.Default, asLeft, best, best is { } better ? Prediction.Of(verdict, profile, behaviour, better) : asLeft);
    }

    // No mode gets around a cache or a target that cannot be written.
    private static bool IsHopeless(Prediction asLeft) => asLeft.Fails is { HalfWay: false };

    private static LinkMode? FindBest(Verdict verdict, ToolProfile profile, LinkBehaviour behaviour, Prediction asLeft)
    {
        foreach (var mode in LinkModes.Automatic)
        {
            var planned = behaviour.Knows(mode) && verdict[mode].Usable ? Prediction.Of(verdict, profile, behaviour, mode) : null;
            if (planned?.Mode == mode)
            {
                return planned.Equals(asLeft) ? null : mode;
            }
        }
        return null;
    }
}
