namespace CacheTasks.Placement.Candidates;

/// <summary>A directory that a step's cache could have.</summary>
/// <param name="Kind">Which candidate it is, the word for it in the record.</param>
/// <param name="Words">The same for people, to stand in parentheses.</param>
/// <param name="Path">Absolute.</param>
internal sealed record Proposal(string Kind, string Words, string Path)
{
    /// <summary>The folder in which this user's private directory would be made; null for a directory that the tool itself makes.</summary>
    public string? MadeIn { get; init; }

    /// <summary>The cache as it is by another path: what is in it stays, and nobody else notices.</summary>
    public bool IsSameCache { get; init; }

    /// <summary>Somebody named it, so that it comes before what is only found.</summary>
    public bool IsNamed { get; init; }
}
