using CacheTasks.Placement.Candidates;

namespace CacheTasks.Placement.Choosing;

/// <summary>
/// Looks at all proposals, then tries them from the best on until one can be taken. Among equals what exists already comes first, so that
/// a nearer folder which turns up later does not make the cache wander. Links at the cost of a copy (a cache of an overlay's lower layer) are taken
/// only where there are no others.
/// </summary>
internal sealed class CandidateSearch(Func<Proposal, JudgedCandidate> observe, Func<JudgedCandidate, JudgedCandidate> attempt)
{
    public const string NotNeeded = "is not needed";
    private const string Costs = "is linked at the cost of a copy (CACHETASKS1009)";

    /// <param name="best">Null where none can be taken.</param>
    /// <returns>All, in the order of the proposals.</returns>
    public IReadOnlyList<JudgedCandidate> Run(IEnumerable<Proposal> proposals, out JudgedCandidate? best)
    {
        var all = proposals.Select(observe).ToList();
        best = null;
        foreach (var seen in all.Where(candidate => candidate.CanBeTaken).OrderByDescending(Rank).ToList())
        {
            var isSettled = best is { Plan: null or { Planned.Costs: false } };
            var tried = isSettled ? seen with { Obstacle = NotNeeded } : attempt(seen);
            best = !isSettled && tried.CanBeTaken && (best is null || tried.Plan is { Planned.Costs: false }) ? tried : best;
            all[all.IndexOf(seen)] = tried;
        }
        for (var index = 0; index < all.Count; index++)
        {
            all[index] = all[index].CanBeTaken && all[index] != best ? all[index] with { Obstacle = Costs } : all[index];
        }
        return all;
    }

    private static int Rank(JudgedCandidate candidate) =>
        (candidate.Proposal.IsSameCache ? 8 : 0) + (candidate.Life.Lasts ? 4 : 0) + (candidate.Proposal.IsNamed ? 2 : 0) + (candidate.Exists ? 1 : 0);
}
