using CacheTasks.Platform;
using CacheTasks.Progress;

namespace CacheTasks.Targets.Migration;

/// <summary>What of the system a migration needs.</summary>
internal sealed record MoveTools(IFileSystem Files, ITreeChanges Trees, IFileLocks Locks, IProcesses Processes)
{
    /// <summary>How far the work is; null: nobody looks.</summary>
    public WorkProgress? Progress { get; init; }

    /// <summary>Null where this version does not observe.</summary>
    public static MoveTools? Current { get; } =
        FileSystem.Current is { } files && FileSystem.Trees is { } trees && FileSystem.Locks is { } locks && FileSystem.Processes is { } processes
            ? new MoveTools(files, trees, locks, processes)
            : null;

    /// <summary><c>1000 (dev)</c>.</summary>
    public string NameOf(uint user) => Processes.LoginOf(user) is { Length: > 0 } login ? $"{user} ({login})" : $"{user}";
}
