using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// What the cache's own files say of a mode that works for fresh ones. A tool settles on a mode with the first file of a package: what
/// fails there makes it take the next mode for that package, what fails later makes it fail.
/// </summary>
/// <param name="find">Finds the cause of a failure.</param>
/// <param name="linksAreCheap">A link of a file in a lower layer copies its inode only (overlay with metacopy=on).</param>
internal sealed class SampleExplanation(IReadOnlyList<SampleTrial> trials, Func<Failure, Rule> find, bool linksAreCheap)
{
    public ModeResult Hardlink(ModeResult fresh)
    {
        var result = Judge(fresh, Operation.SampleLink, trial => trial.Link);
        return result.Usable && !linksAreCheap && trials.FirstOrDefault(trial => trial.IsLower) is { } lower
            ? result with { Outcome = ModeOutcome.Costs, Cause = find(new Failure(Operation.CopyUp, Errno.None) { File = lower.File }) }
            : result;
    }

    public ModeResult Clone(ModeResult fresh) => Judge(fresh, Operation.ReadSample, trial => trial.Read.Succeeded ? trial.Cloned : trial.Read);

    public ModeResult Copy(ModeResult fresh) => Judge(fresh, Operation.ReadSample, trial => trial.Read);

    /// <summary>A package whose description cannot be read cannot be installed by any mode.</summary>
    public Blockage? Unreadable()
    {
        var trial = trials.FirstOrDefault(trial => !trial.Read.Succeeded && trial.Alike.Any(file => file.Status.Kind == FileKind.Directory || Descriptions.Contains(Path.GetFileName(file.Path))));
        return trial is null ? null : new Blockage(Operation.ReadSample, trial.Read, find(new Failure(Operation.ReadSample, trial.Read) { File = trial.File }));
    }

    // Of a wheel (PyPA, "Binary distribution format").
    private static readonly string[] Descriptions = ["METADATA", "WHEEL"];

    private ModeResult Judge(ModeResult fresh, Operation operation, Func<SampleTrial, Errno> answer)
    {
        var failing = trials.Where(trial => !answer(trial).Succeeded).ToList();
        if (failing.Count == 0)
        {
            return fresh;
        }
        var bad = failing.SelectMany(trial => trial.Alike.Select(file => (trial, file))).ToDictionary(pair => pair.file, pair => pair.trial);
        var packages = trials.SelectMany(trial => trial.Alike).GroupBy(file => file.Package).Select(package => package.OrderBy(file => file.Number).ToList()).ToList();
        var refused = packages.Where(package => bad.ContainsKey(package[0])).ToList();
        if (refused.Count * 2 > packages.Count)
        {
            var errno = answer(bad[refused[0][0]]);
            return new ModeResult(ModeOutcome.Fails, errno, find(new Failure(operation, errno) { File = refused[0][0] }));
        }
        var broken = packages.Where(package => !bad.ContainsKey(package[0])).FirstOrDefault(package => package.Any(bad.ContainsKey));
        return fresh with
        {
            NotForAll = refused.Count > 0,
            Errno = refused.Count > 0 ? answer(bad[refused[0][0]]) : Errno.None,
            Cause = refused.Count > 0 ? find(new Failure(operation, answer(bad[refused[0][0]])) { File = refused[0][0] }) : fresh.Cause,
            Breaks = broken is null ? null : FindBreak(broken[0], broken.First(bad.ContainsKey), operation, answer(bad[broken.First(bad.ContainsKey)])),
        };
    }

    private Break FindBreak(SampledFile first, SampledFile later, Operation operation, Errno errno)
    {
        // The cause of the single file as well: it says what to do about it.
        var alone = find(new Failure(operation, errno) { File = later });
        return new Break(errno, first.Status.Owner == later.Status.Owner ? alone : find(new Failure(Operation.LaterFile, errno) { File = later, FirstFile = first }));
    }
}
