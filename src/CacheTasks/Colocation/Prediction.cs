using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Colocation;

/// <summary>What makes the tool exit non-zero.</summary>
/// <param name="Operation">In words, such as "create the target".</param>
/// <param name="HalfWay">In the middle of a package, so that another mode can prevent it.</param>
internal sealed record PredictedFailure(string Operation, Errno Errno, Rule Cause, bool HalfWay = false);

/// <summary>What one version of one tool will do with most files of a pair.</summary>
/// <param name="Mode">Null when it fails.</param>
/// <param name="Warns">It prints its own warning about falling back to copies.</param>
internal sealed record Prediction(LinkMode? Mode, bool Warns, bool SharesBlocks, PredictedFailure? Fails)
{
    /// <summary>The mode's name, or <c>fails</c>.</summary>
    public string Text => Mode?.Name() ?? "fails";

    /// <summary>A hard link that costs as much as a copy.</summary>
    public bool Costs { get; private init; }

    /// <summary>How the tool's own warning begins; empty when it prints none.</summary>
    public string Prints { get; private init; } = "";

    /// <param name="told">The mode that the tool is told, or its default.</param>
    public static Prediction Of(Verdict verdict, ToolProfile profile, LinkBehaviour behaviour, LinkMode told)
    {
        if (profile.WritesCache && (verdict.CacheBlocked ?? verdict.CacheWork.FirstOrDefault(work => Concerns(work, behaviour))) is { } cache)
        {
            return Failing(cache);
        }
        if (verdict.TargetBlocked is { } target)
        {
            return Failing(target);
        }
        var ladder = behaviour.Ladder(told);
        for (var rung = 0; rung < ladder.Count; rung++)
        {
            var result = verdict[ladder[rung]];
            if (result.Breaks is { } broken && !behaviour.Recovers(broken.Errno.Name))
            {
                return new Prediction(null, false, false, new PredictedFailure($"{ladder[rung].Name()} files half way", broken.Errno, broken.Cause, HalfWay: true));
            }
            if (result.Usable || behaviour.Recovers(result.Errno.Name))
            {
                return OnRung(verdict, behaviour, ladder, rung, result);
            }
        }
        var last = verdict[ladder[ladder.Count - 1]];
        return new Prediction(null, false, false, new PredictedFailure($"{ladder[ladder.Count - 1].Name()} files", last.Errno, last.Cause ?? Rules.Unknown));
    }

    private static Prediction OnRung(Verdict verdict, LinkBehaviour behaviour, IReadOnlyList<LinkMode> ladder, int rung, ModeResult result)
    {
        var mode = ladder[rung];
        // What cannot come by this mode comes by the next that works; a fall to copies is what the tool warns of.
        var rest = result.NotForAll ? ladder.Skip(rung + 1).Where(next => verdict[next].Usable).DefaultIfEmpty(LinkMode.Copy).First() : mode;
        if (result.NotForAll && verdict[rest] is var next && (!next.Usable || next.NotForAll))
        {
            return new Prediction(null, false, false, new PredictedFailure($"{rest.Name()} files half way", next.Errno, next.Cause ?? Rules.Unknown, HalfWay: true));
        }
        var warns = rest == LinkMode.Copy && ladder[0] != LinkMode.Copy;
        return new Prediction(result.BecomesSymlink ? LinkMode.Symlink : mode, warns, mode == LinkMode.Copy && verdict.Copy.SharesBlocks, null)
        {
            Costs = result.Outcome == ModeOutcome.Costs,
            Prints = warns ? behaviour.Prints(ladder[0]) : "",
        };
    }

    private static bool Concerns(Blockage cache, LinkBehaviour behaviour) => cache.Operation switch
    {
        Operation.LockCache => behaviour.Needs("lock"),
        Operation.LockPackage => behaviour.Needs("locks"),
        Operation.SymlinkInCache => behaviour.Needs("symlink"),
        Operation.MoveInCache => behaviour.Needs("move"),
        _ => false,
    };

    private static Prediction Failing(Blockage blockage) => new(null, false, false, new PredictedFailure(Words(blockage.Operation), blockage.Errno, blockage.Cause));

    private static string Words(Operation operation) => operation switch
    {
        Operation.CreateInTarget => "create the target",
        Operation.WriteToTarget => "write to the target",
        Operation.Symlink => "make a symlink in the target",
        Operation.LockCache or Operation.LockPackage => "lock the cache",
        Operation.SymlinkInCache => "make symlinks in the cache",
        Operation.MoveInCache => "move files in the cache",
        Operation.WriteToCopy => "write to what it copies",
        Operation.ReadSample => "read the cache's files",
        _ => "write to the cache",
    };
}
