namespace CacheTasks.Outcome;

/// <summary>What is to be compared after a step that installs Python packages, and how far.</summary>
/// <param name="CacheFiles">The folders of the cache that hold unpacked wheels, such as <c>archive-v*</c>.</param>
/// <param name="OwnFiles">Names in a dist-info folder that the tool always writes itself.</param>
/// <param name="Since">Packages whose RECORD is older were there before; nanoseconds by the target's clock.</param>
internal sealed record OutcomeQuestion(string Target, string Cache, string CacheFiles, IReadOnlyList<string> OwnFiles, long Since)
{
    /// <summary>See <see cref="Arrivals"/>; so the next two.</summary>
    public bool ClonesWork { get; init; } = true;

    public bool AssumesLinks { get; init; }

    public bool LinksWork { get; init; } = true;

    /// <summary>Folders of the cache in which the tool makes environments for itself, such as <c>environments-v*</c>.</summary>
    public string CacheEnvironments { get; init; } = "";

    /// <summary>Where it is kept that all packages were whole; null: they are always looked at.</summary>
    public string? Marker { get; init; }

    /// <summary>Files of the step that are compared with the cache's; of more, one in so many. Asking for blocks takes three calls more.</summary>
    public int MostCompared { get; init; } = 40_000;

    /// <summary>Files of packages that were there before, of which only the presence is looked at.</summary>
    public int MostLooked { get; init; } = 200_000;

    /// <summary>On a slow server the count alone bounds nothing: what is not begun by then is left out.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(5);
}
