using CacheTasks.Diagnostics;
using CacheTasks.Placement.Promotion;

namespace CacheTasks.Placement.Collection;

/// <summary>What to remove from a store; with no age set nothing is.</summary>
internal sealed record CollectionRequest
{
    /// <summary>Packages that nobody has promoted or used for so long.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>What nothing leads to goes after so long: where locks do not work, a promotion may be between an archive and its pointer.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(1);

    public KeptPackages Kept { get; init; } = KeptPackages.None;

    /// <summary>Reads what stays once more, when the store's locks have been waited for; null: <see cref="Kept"/> holds.</summary>
    public Func<(KeptPackages Kept, IReadOnlyList<Finding> Faults)>? ReadAgain { get; init; }

    public bool DryRun { get; init; }

    public bool Removes => OlderThan is not null && !DryRun;

    // A use is not written down again for a while after the last; with no age at all everything is old.
    public bool Wants(StoreEntry entry, DateTimeOffset now) => OlderThan is { } age && !entry.IsKept && now - entry.LastUsed > (age > TimeSpan.Zero ? age + LastUse.Fresh : age);

    /// <param name="changed">Of what nothing leads to: when it came to its place.</param>
    public bool IsGarbage(DateTimeOffset changed, DateTimeOffset now) => now - changed > Grace;
}
