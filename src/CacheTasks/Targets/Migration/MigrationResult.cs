using CacheTasks.Diagnostics;

namespace CacheTasks.Targets.Migration;

internal enum MigrationState
{
    /// <summary>There is no target where the tool has it: the usual case after the first time.</summary>
    NothingToMove,

    /// <summary>A dry run: it would be moved.</summary>
    Planned,

    /// <summary>The private directory has all that the tool's target had; that is gone.</summary>
    Moved,

    /// <summary>What an earlier run had left was finished.</summary>
    Finished,

    /// <summary>The target is where it was, complete; a finding says why.</summary>
    Refused,

    /// <summary>Both places hold something: neither is touched. A finding says so, which on every build would be noise.</summary>
    DestinationInUse,
}

/// <summary>What a migration did.</summary>
/// <param name="Lines">For people, a sentence each.</param>
internal sealed record MigrationResult(MigrationState State, IReadOnlyList<string> Lines, IReadOnlyList<Finding> Findings);
