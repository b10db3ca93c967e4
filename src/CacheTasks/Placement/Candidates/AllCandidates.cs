namespace CacheTasks.Placement.Candidates;

/// <summary>Every candidate, in the order in which equally good ones are taken: the least change first.</summary>
internal static class AllCandidates
{
    public static readonly IReadOnlyList<Candidate> InOrder = [new OwnCache(), new OtherPath(), new BelowRoot(), new HomeCache(), new BesideSources(), new AncestorFolder()];

    /// <summary>The cache as it is comes first; a path that two propose counts once.</summary>
    public static IReadOnlyList<Proposal> Propose(Situation situation) =>
        InOrder.SelectMany(candidate => candidate.Propose(situation)).GroupBy(proposal => proposal.Path).Select(same => same.First()).ToList();
}
