namespace CacheTasks.Platform;

/// <summary>A process that is told from a later one with the same number.</summary>
/// <param name="Started">In clock ticks since the system's start.</param>
internal readonly record struct TreeMember(int Id, string Started);

/// <summary>A process with all that it started, to be ended as a whole.</summary>
internal interface IProcessTrees
{
    /// <summary>Those that still run of the process itself and all below it, parents first; one whose parent ended belongs to no tree.</summary>
    IReadOnlyList<TreeMember> Find(int root);

    bool IsRunning(in TreeMember member);

    /// <summary>Asks it to end (SIGTERM), or ends it (SIGKILL). Nothing happens to a process that has ended, or of another user.</summary>
    void End(in TreeMember member, bool force);
}
