using CacheTasks.Placement.Candidates;

namespace CacheTasks.Placement.Choosing;

/// <summary>
/// Looks at all proposals, then tries them from the best on until one can be taken. Among equals what exists already comes first, so that
/// a nearer folder which turns up later does not make the cache wander.
/// </summary>
internal sealed class CandidateSearch(Func<Proposal, JudgedCandidate> observe, Func<JudgedCandidate, JudgedCandidate> attempt)
{
    private const string NotNeeded = "is not needed";

    /// <param name="best">Null where none can be taken.</param>
    /// <returns>All, in the order of the proposals.</returns>
    public IReadOnlyList<JudgedCandidate> Run(IEnumerable<Proposal> proposals, out JudgedCandidate? best)
    {
        var all = proposals.Select(observe).ToList();
        best = null;
        foreach (var seen in all.Where(candidate => candidate.CanBeTaken).OrderByDescending(Rank).ToList())
        {
            var tried = best is null ? attempt(seen) : seen with { Obstacle = NotNeeded };
            best ??= tried.CanBeTaken ? tried : null;
            all[all.IndexOf(seen)] = tried;
        }
        return all;
    }

    private static int Rank(JudgedCandidate candidate) =>
        (candidate.Proposal.IsSameCache ? 8 : 0) + (candidate.Life.Lasts ? 4 : 0) + (candidate.Proposal.IsNamed ? 2 : 0) + (candidate.Exists ? 1 : 0);
}
