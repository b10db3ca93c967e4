using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;
using CacheTasks.Steps;

namespace CacheTasks.Placement.Choosing;

/// <summary>Chooses among the candidates of one step: the own cache where it can be linked, else the best of the others.</summary>
internal sealed class CandidateChoice(PlacementSystem system, Step step, ToolProfile profile, Situation situation, Place target, Containment containment)
{
    public const string Colocate = "colocate";

    /// <summary>No directory is made.</summary>
    public bool LooksOnly { get; init; }

    /// <param name="asked">keep or colocate.</param>
    /// <param name="isBound">The step names its cache: it is that cache, by whatever path.</param>
    public Conclusion Make(string asked, bool isBound)
    {
        var own = TryOwn(new OwnCache().Propose(situation).First());
        var conclusion = new Conclusion(asked, own, null, [own]) { Tool = profile.Name };
        if (own.CanBeTaken)
        {
            return conclusion;
        }
        var now = situation with { Own = own.Judgement };
        var trial = new Trial(system, step, profile, now, mayMake: asked == Colocate && !isBound && !LooksOnly);
        var others = new CandidateSearch(NewObservation().Observe, trial.Try).Run(AllCandidates.Propose(now).Skip(1), out var better);
        return conclusion with
        {
            All = [own, .. others],
            Better = better,
            Moves = asked == Colocate && better is not null && (!isBound || better.Proposal.IsSameCache),
            Bound = isBound ? "CacheDirectory is set on the step" : profile.CacheVariable.Length == 0 ? $"{profile.Name} has no variable for it" : null,
        };
    }

    /// <summary>A cache that somebody named, which is tried whatever an observation says.</summary>
    public JudgedCandidate TryOwn(Proposal proposal)
    {
        var own = new Trial(system, step, profile, situation, mayMake: false).Try(NewObservation().Observe(proposal));
        return own with { IsLinkable = own.CanBeTaken, Obstacle = own.Obstacle ?? (own.Place is { } place ? containment.FindOverlap(place) : null) };
    }

    /// <summary>The choice of an earlier build.</summary>
    public JudgedCandidate TryAgain(Remembered remembered) =>
        new RememberedChoice(
            system, situation, new Observation(system, target, containment, situation.SourceTree) { Minimum = RememberedChoice.Least }, new Trial(system, step, profile, situation, mayMake: !LooksOnly)).Judge(remembered);

    private Observation NewObservation() => new(system, target, containment, situation.SourceTree);
}
