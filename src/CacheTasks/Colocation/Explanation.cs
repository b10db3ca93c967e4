using CacheTasks.Colocation.Causes;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// Turns what was tried into a verdict. A failure's cause is the first that explains it; every other that would explain it as well is
/// a cause of its own, since it stays when the first is solved.
/// </summary>
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
        var cacheBlocked = Block(Operation.CreateInCache, trials.CreateInCache)
            ?? BlockOpen(trials.UnwritableFile) ?? BlockCopies(trials.ReadOnlyCopy) ?? new SampleExplanation(trials.Samples, Find, linksAreCheap: false).Unreadable();
        var unwritable = Block(Operation.CreateInTarget, trials.CreateInTarget) ?? Block(Operation.WriteToTarget, trials.WriteToTarget);
        var targetBlocked = unwritable ?? BlockSymlinks(trials.Symlink);
        var created = unwritable?.Operation != Operation.CreateInTarget;
        var samples = new SampleExplanation(trials.Samples, Find, _pair.Cache.HasOption("metacopy=on"));
        var clone = Mode(created ? Operation.Clone : Operation.CreateInTarget, trials.Reflink);
        var hardlink = Mode(created ? Operation.Hardlink : Operation.CreateInTarget, trials.Hardlink);
        if (hardlink.Usable && trials.HardlinkIsSymlink)
        {
            hardlink = hardlink with { Outcome = ModeOutcome.Costs, BecomesSymlink = true, Cause = Find(new Failure(Operation.LinkIsSymlink, Errno.None)) };
        }
        hardlink = hardlink.Usable && trials.LinksAreHidden ? hardlink with { IsHidden = true } : hardlink;
        hardlink = hardlink.Usable ? samples.Hardlink(hardlink) : hardlink;
        clone = clone.Usable ? samples.Clone(clone) : clone;
        var symlink = Mode(created ? Operation.Symlink : Operation.CreateInTarget, trials.Symlink);
        var copy = unwritable is null
            ? samples.Copy(new ModeResult(ModeOutcome.Works, SharesBlocks: trials.Reflink.Succeeded && clone.Usable))
            : new ModeResult(ModeOutcome.Fails, unwritable.Errno, unwritable.Cause);
        if (!trials.FollowSymlink.Succeeded)
        {
            var cause = Find(new Failure(Operation.FollowSymlink, trials.FollowSymlink));
            symlink = new ModeResult(ModeOutcome.Fails, trials.FollowSymlink, cause) { Breaks = new Break(trials.FollowSymlink, cause) };
        }
        if ((_pair.Target.Status.Attributes & InodeAttributes.AppendOnly) != 0)
        {
            Find(new Failure(Operation.RemoveFromTarget, Errno.EPERM));
        }
        return new Verdict(clone, hardlink, symlink, copy, cacheBlocked, targetBlocked)
        {
            CacheWork = trials.CacheWork.Count == 0 ? [] : trials.CacheWork.Select(failure => Block(failure.Operation, failure.Errno)!).ToList(),
        };
    }

    private ModeResult Mode(Operation operation, Errno errno) =>
        errno.Succeeded ? ModeResult.Works : new ModeResult(ModeOutcome.Fails, errno, Find(new Failure(operation, errno)));

    private Blockage? Block(Operation operation, Errno errno) =>
        errno.Succeeded ? null : new Blockage(operation, errno, Find(new Failure(operation, errno)));

    private Blockage? BlockOpen(SampledFile? file) => file is null ? null
        : new Blockage(Operation.OpenInCache, Errno.EACCES, Find(new Failure(Operation.OpenInCache, Errno.EACCES) { File = file }));

    private Blockage? BlockCopies(SampledFile? file) => file is null ? null
        : new Blockage(Operation.WriteToCopy, Errno.EACCES, Find(new Failure(Operation.WriteToCopy, Errno.EACCES) { File = file }));

    // A filesystem that has no symlinks says EPERM or EOPNOTSUPP, for which installers have another way; any other error ends them.
    private Blockage? BlockSymlinks(Errno errno) =>
        errno.Succeeded || errno == Errno.EPERM || errno == Errno.EOPNOTSUPP ? null : Block(Operation.Symlink, errno);

    private Rule Find(Failure failure)
    {
        Cause? first = null;
        foreach (var cause in _causes)
        {
            // The last one explains everything: it is a cause only where no other is.
            if (cause.Explains(failure, _pair) && (first is null || cause is not UnknownCause))
            {
                first ??= cause;
                if (!_found.ContainsKey(cause))
                {
                    _found[cause] = failure;
                }
            }
        }
        return first?.Rule ?? throw new InvalidOperationException("the last cause must explain everything");
    }

    private List<CauseFinding> Findings()
    {
        var findings = new List<CauseFinding>(_found.Count);
        foreach (var cause in _causes)
        {
            if (_found.TryGetValue(cause, out var failure))
            {
                findings.Add(new CauseFinding(cause.Rule, cause.Describe(failure, _pair), cause.Evidence(failure, _pair), cause.Remedies(failure, _pair), cause.Check(failure, _pair), failure.Operation));
            }
        }
        return findings;
    }
}
