namespace CacheTasks.Placement.Candidates;

/// <summary>A way to find directories for a cache. A new one is a class here and its place in <see cref="AllCandidates"/>.</summary>
internal abstract class Candidate
{
    /// <summary>Proposes directories, the best first, without touching them.</summary>
    public abstract IEnumerable<Proposal> Propose(Situation situation);
}
