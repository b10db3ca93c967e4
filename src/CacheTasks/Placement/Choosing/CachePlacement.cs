using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Lasting;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Choosing;

/// <summary>
/// Finds the place of one step's cache, as Placement asks: keep reports, colocate takes what can be linked, fixed takes what is named.
/// A cache that can be linked stays whatever else there is.
/// </summary>
internal sealed class CachePlacement(PlacementSystem system, Step step, ToolProfile profile, Situation given)
{
    private const string Keep = "keep";
    private const string Fixed = "fixed";

    private readonly List<Finding> _findings = [];
    private readonly string _asked = profile.CacheVariable.Length == 0 ? Keep : Choice.Placement.Find(step.Placement) ?? Keep;
    private Situation _situation = null!;
    private Place _target = null!;
    private Containment _containment = null!;
    private CandidateChoice _choice = null!;

    /// <summary>Where the choice is remembered and written down; null: nowhere.</summary>
    public StepRecord? Record { get; init; }

    /// <summary>No directory is made: a place that would be is judged by what is above it.</summary>
    public bool LooksOnly { get; init; }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>For people, one or two.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>The step was asked to place its cache, and what came of it is not what the builds before have said already.</summary>
    public bool IsNews { get; private set; }

    // A cache that the step names is that cache, by whatever path.
    private bool IsBound => step.CacheFrom == "metadata";

    public void Run()
    {
        if (given.Cache.Length == 0 && _asked != Fixed)
        {
            return;
        }
        if (system.Watchdog.FindSilent(given.Target) is not null || PlaceFinder.Find(system.Files, system.Mounts, given.Target, out _) is not { } target)
        {
            // VerifyColocation says so.
            return;
        }
        _target = target;
        _situation = given.Complete();
        _containment = new Containment(system.Files, target);
        _choice = new CandidateChoice(system, step, profile, _situation, target, _containment) { LooksOnly = LooksOnly };
        if (_asked == Fixed)
        {
            Fix();
        }
        else if (!Remember(out var invalid))
        {
            Conclude(_choice.Make(_asked, isBound: IsBound) with { Void = invalid });
        }
    }

    private Lifetime TargetLife => AllShortLives.Of(system.Files, _target, _situation.SourceTree);

    /// <summary>The choice of an earlier build, while it can still be taken.</summary>
    /// <param name="invalid">Why it cannot.</param>
    private bool Remember(out string? invalid)
    {
        invalid = null;
        if (_asked != CandidateChoice.Colocate || Record is null || PlacementRecord.Read(Record, _asked, _situation) is not { } remembered || remembered.Kind == OwnCache.Kind)
        {
            return false;
        }
        var kept = _choice.TryAgain(remembered);
        if (!kept.CanBeTaken)
        {
            invalid = $"the place of earlier builds, {CandidateText.Refused(kept)}";
            return false;
        }
        Take(kept);
        Lines = remembered.Lines;
        Report(kept);
        return true;
    }

    private void Conclude(Conclusion conclusion)
    {
        if (conclusion.Moves)
        {
            Take(conclusion.Better!);
        }
        else if (_asked == CandidateChoice.Colocate && !IsBound && conclusion.Own is { CanBeTaken: false, IsLinkable: false })
        {
            _findings.Add(PlacementFindings.NoCandidate(step, conclusion, _target));
        }
        Lines = conclusion.Lines;
        IsNews = _asked != Keep && (conclusion.Moves || !conclusion.Own.CanBeTaken);
        Report(conclusion.Taken);
        if (Record is not null)
        {
            PlacementRecord.Write(Record, conclusion, _situation);
        }
    }

    private void Fix()
    {
        var named = IsBound ? new Proposal(OwnCache.Kind, "CacheDirectory", _situation.Cache) { IsNamed = true } : new BelowRoot().Propose(_situation).FirstOrDefault();
        if (named is null)
        {
            _findings.Add(PlacementFindings.Unnamed(step));
            return;
        }
        var judged = _choice.TryOwn(named with { Kind = OwnCache.Kind });
        // What cannot even be written would make the tool fail; the user's own order stands all the same.
        var isUsed = IsBound || judged.Judgement?.Verdict is { CacheBlocked: null };
        if (!judged.CanBeTaken)
        {
            _findings.Add(PlacementFindings.Unusable(step, named.Words, judged, isUsed));
        }
        if (isUsed && !IsBound)
        {
            Take(judged, "root");
        }
        var used = isUsed || _situation.Cache.Length == 0 ? judged : _choice.TryOwn(new OwnCache().Propose(_situation).First());
        Conclude(new Conclusion(_asked, used, null, used == judged ? [judged] : [used, judged]) { Tool = profile.Name });
    }

    private void Take(JudgedCandidate chosen, string from = CandidateChoice.Colocate)
    {
        var path = chosen.Proposal.Path;
        if (step.CacheFrom == profile.CacheVariable && path != step.CacheDirectory && !chosen.Proposal.IsSameCache)
        {
            _findings.Add(PlacementFindings.Overruled(_asked, profile.CacheVariable, step.CacheDirectory, path));
        }
        step.CacheDirectory = path;
        step.CacheFrom = from;
        step.SetVariable(profile.CacheVariable, path);
    }

    private void Report(JudgedCandidate taken)
    {
        _findings.AddRange(PlacementFindings.Overlap(step, profile, taken, _containment) is { } overlap ? [overlap] : []);
        _findings.AddRange(PlacementFindings.ShortLived(step, taken, TargetLife) is { } brief ? [brief] : []);
    }
}
