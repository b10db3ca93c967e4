namespace CacheTasks.Placement.Candidates;

/// <summary>In each folder above that, up to the root directory: the nearest that this user may use is the best.</summary>
internal sealed class AncestorFolder : Candidate
{
    public const string Kind = "ancestor";

    public override IEnumerable<Proposal> Propose(Situation situation)
    {
        for (var folder = Path.GetDirectoryName(BesideSources.FindFolder(situation) ?? "/"); folder is { Length: > 1 }; folder = Path.GetDirectoryName(folder))
        {
            yield return PrivateCache.In(folder, Kind, "above the sources", situation);
        }
    }
}
