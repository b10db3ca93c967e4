namespace CacheTasks.Placement.Candidates;

/// <summary>In the folder that holds the checkout, where its neighbours share it; for a target outside the sources, in the folder that holds the target.</summary>
internal sealed class BesideSources : Candidate
{
    public const string Kind = "beside";

    public override IEnumerable<Proposal> Propose(Situation situation) =>
        FindFolder(situation) is { } folder ? [PrivateCache.In(folder, Kind, situation.SourceTree is null ? "beside the target" : "beside the sources", situation)] : [];

    /// <summary>Null at the root directory, where nothing is put beside the system's own.</summary>
    public static string? FindFolder(Situation situation) =>
        Path.GetDirectoryName(situation.SourceTree ?? situation.Target) is { Length: > 1 } folder ? folder : null;
}
