using System.Text.Json.Nodes;
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

    /// <summary>For the record; null as <see cref="Counts"/>.</summary>
    public JsonObject? Json { get; private set; }

    /// <summary>Packages that are not whole, for the record; null where that was not looked at, since nothing changed.</summary>
    public JsonArray? Incomplete { get; private set; }

    /// <summary>What this build alone found out, for its report; null for nothing.</summary>
    public JsonObject? OfThisBuild
    {
        get
        {
            var outcome = Json?.DeepClone() as JsonObject ?? [];
            if (Incomplete is { Count: > 0 })
            {
                outcome["incomplete"] = Incomplete.DeepClone();
            }
            if (Looked is not null)
            {
                outcome["looked"] = Looked.DeepClone();
            }
            return outcome.Count > 0 ? outcome : null;
        }
    }

    /// <summary>How many files were looked at for that, for the record; null: all.</summary>
    public JsonObject? Looked { get; private set; }

    /// <summary>All of it in one line; null when there is nothing to tell.</summary>
    public string? Line { get; private set; }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <param name="hasRun">Whether the step started anything; null when that cannot be told.</param>
    /// <param name="marker">Where it may be kept that all packages of the target are whole; null: nowhere.</param>
    public static OutcomeCheck Of(IFileSystem files, Step step, ToolProfile profile, bool? hasRun, string? marker = null)
    {
        var check = new OutcomeCheck();
        if (hasRun == false)
        {
            return check;
        }
        var used = profile.Outcome switch
        {
            "python" => check.CheckPython(files, step, profile, marker),
            "cargo" => check.CheckCargo(files, step),
            _ => false,
        };
        // Without a verdict there was no target to use, and why has been said.
        if (!used && hasRun == true && (step.Modes.Length > 0 || !profile.Links))
        {
            check.CheckTargetUsed(step, profile);
        }
        return check;
    }

    private bool CheckPython(IFileSystem files, Step step, ToolProfile profile, string? marker)
    {
        var verdict = step.Modes.Length > 0 ? Verdict.Decode(step.Modes) : null;
        _ = long.TryParse(step.PreparedAt, out var since);
        var outcome = PythonOutcome.Read(files, new OutcomeQuestion(step.TargetDirectory, step.CacheDirectory, profile.CacheFiles, profile.OwnFiles, since)
        {
            ClonesWork = verdict?.Reflink.Usable ?? true,
            AssumesLinks = verdict?.Hardlink.IsHidden == true && LinkModes.Find(step.Planned) == LinkMode.Hardlink,
            LinksWork = verdict is null || verdict.Hardlink.Usable || verdict.Hardlink.Errno == Errno.EMLINK,
            CacheEnvironments = profile.CacheEnvironments,
            Marker = marker,
        });
        CheckWhole(step, profile, outcome);
        Tell(outcome.Looked);
        if (outcome.Installed.Count == 0)
        {
            return outcome.IsUsed;
        }
        if (outcome.Counts.Total > 0)
        {
            Tell(outcome, CopiedPackage.Of(outcome.Copied, verdict, LinkModes.Find(step.Planned)));
        }
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

    private void CheckWhole(Step step, ToolProfile profile, PythonOutcome outcome)
    {
        if (outcome.WasWhole)
        {
            return;
        }
        var text = new IncompleteText(step, profile);
        Incomplete = text.ToJson(outcome.Incomplete);
        if (outcome.Incomplete.Count > 0)
        {
            _findings.Add(text.Describe(outcome.Incomplete));
        }
    }

    private void Tell((int Files, int Of, int LeftOut) looked)
    {
        Line = OutcomeText.Of(looked);
        Looked = Line is null ? null : new JsonObject { ["files"] = looked.Files, ["of"] = looked.Of, ["packagesLeftOut"] = looked.LeftOut };
    }

    private void Tell(PythonOutcome outcome, IReadOnlyList<CopiedPackage> copied)
    {
        Counts = outcome.Counts;
        Line = OutcomeText.Of(outcome.Counts, copied, outcome.Compared, outcome.InCache) + (Line is { } looked ? "; " + looked : "");
        Json = outcome.Counts.ToJson();
        if (copied.Count > 0)
        {
            Json["secondsLost"] = LinkRates.SecondsLost(outcome.Counts[Arrival.Copy], outcome.Counts.BytesCopied);
            Json["copiedPackages"] = new JsonArray(copied.Select(package => (JsonNode?)package.ToJson()).ToArray());
        }
        if (outcome.Compared.Files < outcome.Compared.Of)
        {
            Json["sampled"] = new JsonObject { ["files"] = outcome.Compared.Files, ["of"] = outcome.Compared.Of };
        }
        if (outcome.InCache > 0)
        {
            Json["inCache"] = outcome.InCache;
        }
    }

    private bool CheckCargo(IFileSystem files, Step step)
    {
        _ = long.TryParse(step.PreparedAt, out var since);
        var target = step.BuildDirectory.Length > 0 ? step.BuildDirectory : step.TargetDirectory;
        var outcome = since > 0 && target.Length > 0 ? CargoOutcome.Read(files, target, since) : null;
        if (outcome is not { Rebuilt: > 0 })
        {
            return false;
        }
        Json = outcome.ToJson();
        Line = outcome.ToString();
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
                $"{counts[Arrival.Copy]:N0} of {counts.Total - counts[Arrival.Own]:N0} files were copied, {counts.BytesCopied:N0} bytes, though {planned.Value.Noun()} was planned ({Names(outcome.Copied.Select(look => look.Wheel.Name).ToList())}). If the step's command says --link-mode or --cache-dir, say the same as LinkMode or CacheDirectory on the CacheStep."));
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
