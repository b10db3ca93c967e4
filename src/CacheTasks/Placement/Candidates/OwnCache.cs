namespace CacheTasks.Placement.Candidates;

/// <summary>The cache as the step has it: named by somebody, or the tool's default.</summary>
internal sealed class OwnCache : Candidate
{
    public const string Kind = "own";

    public override IEnumerable<Proposal> Propose(Situation situation) => [new Proposal(Kind, "as it is", situation.Cache) { IsNamed = true }];
}
