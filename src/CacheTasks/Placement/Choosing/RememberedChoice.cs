using CacheTasks.Placement.Candidates;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Choosing;

/// <summary>Whether the place of an earlier build can be used once more. It is judged as a new one would be, but asked for less room: a cache that fills its disk slowly stays where it is.</summary>
internal sealed class RememberedChoice(PlacementSystem system, Situation situation, Observation observation, Trial trial)
{
    public static readonly MinimumRoom Least = new(16UL << 20, Inodes: 500);

    public JudgedCandidate Judge(Remembered remembered)
    {
        var proposal = Find(remembered);
        var seen = proposal is null ? new JudgedCandidate(new Proposal(remembered.Kind, "", remembered.Path)) { Obstacle = "is no candidate any more" } : observation.Observe(proposal);
        seen = seen.CanBeTaken && !seen.Exists && proposal!.MadeIn is not null ? seen with { Obstacle = "is gone" } : seen;
        return seen.CanBeTaken ? trial.Try(seen) : seen;
    }

    // The other path of a cache is found by judging the cache; whether both are still one directory is known at once.
    private Proposal? Find(Remembered remembered) => remembered.Kind == OtherPath.Kind
        ? IsSameDirectory(remembered.Path) ? OtherPath.For(remembered.Path) : null
        : AllCandidates.Propose(situation).Skip(1).FirstOrDefault(proposal => proposal.Kind == remembered.Kind && proposal.Path == remembered.Path);

    private bool IsSameDirectory(string path) =>
        system.Watchdog.FindSilent(path) is null && system.Watchdog.FindSilent(situation.Cache) is null
        && system.Files.Stat(path, followLink: true, out var other).Succeeded && system.Files.Stat(situation.Cache, followLink: true, out var own).Succeeded && other.IsSameFile(own);
}
