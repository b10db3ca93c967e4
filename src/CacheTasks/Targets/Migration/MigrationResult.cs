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

    /// <summary>
    /// The target is where it was, complete, because somebody builds in it or waits to; a finding says who. Another time it can be
    /// moved, unless the private directory is built in meanwhile.
    /// </summary>
    Busy,

    /// <summary>The target is where it was, complete, and stays there until somebody does what the finding says.</summary>
    Refused,

    /// <summary>Both places hold something: neither is touched. A finding says so, which on every build would be noise.</summary>
    DestinationInUse,
}

/// <summary>What a migration did.</summary>
/// <param name="Lines">For people, a sentence each.</param>
internal sealed record MigrationResult(MigrationState State, IReadOnlyList<string> Lines, IReadOnlyList<Finding> Findings);
