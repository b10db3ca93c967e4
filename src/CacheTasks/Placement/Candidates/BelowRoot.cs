namespace CacheTasks.Placement.Candidates;

/// <summary>The tool's folder below the one root for all tools, where something else has named the cache.</summary>
internal sealed class BelowRoot : Candidate
{
    public const string Kind = "root";

    public override IEnumerable<Proposal> Propose(Situation situation) =>
        situation.Root is { } root ? [new Proposal(Kind, "below CacheTasksRoot", Path.Combine(root, situation.Folder)) { IsNamed = true }] : [];
}
