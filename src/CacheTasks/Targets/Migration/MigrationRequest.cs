namespace CacheTasks.Targets.Migration;

/// <summary>One target to move.</summary>
/// <param name="Source">The target as the tool has it now, absolute.</param>
/// <param name="Destination">The private directory: missing, or with nothing of a tool in it. The directory above exists and is safe.</param>
/// <param name="Checkout">The path that the private directory belongs to; null where several checkouts share it.</param>
internal sealed record MigrationRequest(string Source, string Destination, string? Checkout)
{
    /// <summary>The root of the tool's workspace: units of others than it and its checkout are somebody else's.</summary>
    public string Workspace { get; init; } = "";

    /// <summary>Names of the tool's lock files, of which each profile has one.</summary>
    public IReadOnlyList<string> LockFiles { get; init; } = [];

    /// <summary>Names of the files that list what each artifact was made of, with a <c>*</c>; empty: nothing tells.</summary>
    public string DependencyFiles { get; init; } = "";

    /// <summary>Only say what would be done.</summary>
    public bool DryRun { get; init; }

    /// <summary>The user for whom root moves; null: for the user of this process.</summary>
    public uint? ForUser { get; init; }

    public CancellationToken Cancellation { get; init; }
}
