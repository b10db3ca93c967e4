namespace CacheTasks.Placement.Collection;

/// <summary>What to remove from a store; with no age set nothing is.</summary>
internal sealed record CollectionRequest
{
    /// <summary>Packages that nobody has promoted or used for so long.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>What nothing leads to goes after so long: where locks do not work, a promotion may be between an archive and its pointer.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(1);

    public KeptPackages Kept { get; init; } = KeptPackages.None;

    public bool DryRun { get; init; }

    public bool Removes => OlderThan is not null && !DryRun;

    public bool Wants(StoreEntry entry, DateTimeOffset now) => OlderThan is { } age && !entry.IsKept && now - entry.LastUsed > age;

    /// <param name="changed">Of what nothing leads to: when it came to its place.</param>
    public bool IsGarbage(DateTimeOffset changed, DateTimeOffset now) => now - changed > Grace;
}
