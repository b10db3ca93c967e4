namespace CacheTasks.Targets.Cleaning;

/// <summary>Which private targets to remove; with nothing set none is.</summary>
internal sealed record CleanRequest
{
    /// <summary>Those that nobody has used for so long.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Those whose checkout does not exist any more.</summary>
    public bool Missing { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Names of the lock files of all tools that build in private targets.</summary>
    public IReadOnlyList<string> LockFiles { get; init; } = [];

    public CancellationToken Cancellation { get; init; }

    /// <summary>A directory that several checkouts share has none that could be missing: only its age counts.</summary>
    public bool Wants(PrivateTarget target, DateTime now) =>
        (OlderThan is { } age && now - target.LastUsed > age) || (Missing && target.IsMissing);
}
