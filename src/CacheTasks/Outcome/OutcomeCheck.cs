using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Outcome;

/// <summary>Compares what happened in a step with what was planned for it.</summary>
internal sealed class OutcomeCheck
{
    private const int NamesShown = 5;

    private readonly List<Finding> _findings = [];

    /// <summary>Null when the step installed nothing, or its tool's outcome is not counted.</summary>
    public Counts? Counts { get; private set; }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <param name="hasRun">Whether the step started anything; null when that cannot be told.</param>
    public static OutcomeCheck Of(IFileSystem files, Step step, ToolProfile profile, bool? hasRun)
    {
        var check = new OutcomeCheck();
        if (hasRun == false)
        {
            return check;
        }
        var installed = profile.Outcome == "python" && check.CheckPython(files, step, profile);
        // Without a verdict there was no target to use, and why has been said.
        if (!installed && hasRun == true && (step.Modes.Length > 0 || !profile.Links))
        {
            check.CheckTargetUsed(step, profile);
        }
        return check;
    }

    private bool CheckPython(IFileSystem files, Step step, ToolProfile profile)
    {
        var verdict = step.Modes.Length > 0 ? Verdict.Decode(step.Modes) : null;
        _ = long.TryParse(step.PreparedAt, out var since);
        var outcome = PythonOutcome.Read(
            files, step.TargetDirectory, step.CacheDirectory, profile.CacheFiles, profile.OwnFiles, since, verdict?.Reflink.Usable ?? true,
            assumesLinks: verdict?.Hardlink.IsHidden == true && LinkModes.Find(step.Planned) == LinkMode.Hardlink,
            linksWork: verdict is null || verdict.Hardlink.Usable || verdict.Hardlink.Errno == Errno.EMLINK);
        if (outcome.Installed.Count == 0)
        {
            return false;
        }
        Counts = outcome.Counts.Total > 0 ? outcome.Counts : null;
        if (outcome.FromElsewhere.Count > 0)
        {
            _findings.Add(new Finding(
                Rules.OtherOutcome,
                $"{outcome.FromElsewhere.Count} of {outcome.Installed.Count} installed packages did not come from {step.CacheDirectory} ({Names(outcome.FromElsewhere)}): the step's own command uses another cache (--cache-dir, --no-cache). Set CacheDirectory on the CacheStep to what the command says."));
        }
        else
        {
            ComparePlan(step, outcome);
        }
        return true;
    }

    private void ComparePlan(Step step, PythonOutcome outcome)
    {
        var counts = outcome.Counts;
        var planned = LinkModes.Find(step.Planned);
        if (planned is LinkMode.Clone or LinkMode.Hardlink && counts[Arrival.Copy] > 0)
        {
            _findings.Add(new Finding(
                Rules.CopiedNotLinked,
                $"{counts[Arrival.Copy]} of {counts.Total - counts[Arrival.Own]} files were copied, {counts.BytesCopied:N0} bytes, though {planned.Value.Noun()} was planned ({Names(outcome.Copied)}). If the step's command says --link-mode or --cache-dir, say the same as LinkMode or CacheDirectory on the CacheStep."));
        }
        else if (planned is { } mode && Usual(counts) is { } usual && usual != mode && !(mode == LinkMode.Copy && usual == LinkMode.Clone))
        {
            _findings.Add(new Finding(
                Rules.OtherOutcome,
                $"most files came by {usual.Noun()}, though {mode.Noun()} was planned: {counts}. If the step's command says --link-mode, say the same as LinkMode on the CacheStep."));
        }
    }

    private void CheckTargetUsed(Step step, ToolProfile profile)
    {
        // A tool with a build directory of its own may leave its witness there.
        var places = new[] { step.TargetDirectory, step.BuildDirectory }.Where(place => place.Length > 0);
        if (profile.TargetWitness.Length > 0 && step.TargetDirectory.Length > 0 && !places.Any(place => File.Exists(Path.Combine(place, profile.TargetWitness))))
        {
            _findings.Add(new Finding(
                Rules.OtherOutcome,
                $"the step did not use the target {step.TargetDirectory}: there is no {profile.TargetWitness} in it. If the step's command names another target, set TargetDirectory on the CacheStep to the same."));
        }
    }

    // The kind that most linkable files have; inline files are clones.
    private static LinkMode? Usual(Counts counts) =>
        new[]
        {
            (LinkMode.Clone, counts[Arrival.Clone] + counts[Arrival.Inline]), (LinkMode.Hardlink, counts[Arrival.Hardlink]),
            (LinkMode.Symlink, counts[Arrival.Symlink]), (LinkMode.Copy, counts[Arrival.Copy]),
        }.Where(kind => kind.Item2 > 0).OrderByDescending(kind => kind.Item2).Select(kind => (LinkMode?)kind.Item1).FirstOrDefault();

    private static string Names(List<string> names) =>
        string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "");
}
