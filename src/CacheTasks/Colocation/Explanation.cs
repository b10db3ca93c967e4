using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>Turns what was tried into a verdict: each failure gets the first cause that explains it.</summary>
internal sealed class Explanation
{
    private readonly Pair _pair;
    private readonly IReadOnlyList<Cause> _causes;
    private readonly Dictionary<Cause, Failure> _found = [];

    private Explanation(Pair pair, IReadOnlyList<Cause> causes)
    {
        _pair = pair;
        _causes = causes;
    }

    /// <param name="findings">Every cause once, the one to solve first at the front.</param>
    public static Verdict Of(Pair pair, Trials trials, IReadOnlyList<Cause> causes, out IReadOnlyList<CauseFinding> findings)
    {
        var explanation = new Explanation(pair, causes);
        var verdict = explanation.Explain(trials);
        findings = explanation.Findings();
        return verdict;
    }

    private Verdict Explain(Trials trials)
    {
        var cacheBlocked = Block(Operation.CreateInCache, trials.CreateInCache);
        var targetBlocked = Block(Operation.CreateInTarget, trials.CreateInTarget) ?? Block(Operation.WriteToTarget, trials.WriteToTarget);
        var created = targetBlocked?.Operation != Operation.CreateInTarget;
        var clone = Mode(created ? Operation.Clone : Operation.CreateInTarget, trials.Reflink);
        var hardlink = Mode(created ? Operation.Hardlink : Operation.CreateInTarget, trials.Hardlink);
        if (hardlink.Usable && !trials.SampleLink.Succeeded)
        {
            hardlink = Mode(Operation.SampleLink, trials.SampleLink);
        }
        var symlink = Mode(created ? Operation.Symlink : Operation.CreateInTarget, trials.Symlink);
        var copy = targetBlocked is null
            ? new ModeResult(ModeOutcome.Works, SharesBlocks: clone.Usable)
            : new ModeResult(ModeOutcome.Fails, targetBlocked.Errno, targetBlocked.Cause);
        return new Verdict(clone, hardlink, symlink, copy, cacheBlocked, targetBlocked);
    }

    private ModeResult Mode(Operation operation, Errno errno) =>
        errno.Succeeded ? ModeResult.Works : new ModeResult(ModeOutcome.Fails, errno, Find(new Failure(operation, errno)).Rule);

    private Blockage? Block(Operation operation, Errno errno) =>
        errno.Succeeded ? null : new Blockage(operation, errno, Find(new Failure(operation, errno)).Rule);

    private Cause Find(Failure failure)
    {
        foreach (var cause in _causes)
        {
            if (cause.Explains(failure, _pair))
            {
                if (!_found.ContainsKey(cause))
                {
                    _found[cause] = failure;
                }
                return cause;
            }
        }
        throw new InvalidOperationException("the last cause must explain everything");
    }

    private List<CauseFinding> Findings()
    {
        var findings = new List<CauseFinding>(_found.Count);
        foreach (var cause in _causes)
        {
            if (_found.TryGetValue(cause, out var failure))
            {
                findings.Add(new CauseFinding(cause.Rule, cause.Describe(failure, _pair), cause.Evidence(failure, _pair), cause.Remedies(failure, _pair)));
            }
        }
        return findings;
    }
}
