using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Tests.Support;

/// <summary>Locks as a test says they are.</summary>
internal sealed class MadeLocks : IFileLocks
{
    public List<FileLock> Rows { get; } = [];

    public Errno Answer { get; init; }

    public long Magic { get; init; }

    public Errno TryLock(SafeFileHandle file, bool exclusive) => Answer;

    public IReadOnlyList<FileLock> ReadAll() => [.. Rows];

    public long MagicOf(SafeFileHandle file) => Magic;
}

/// <summary>Processes as a test says they are; the current one is 100.</summary>
internal sealed class MadeProcesses : IProcesses
{
    private readonly Dictionary<int, ProcessFacts> _all = [];

    public MadeProcesses(params ReadOnlySpan<ProcessFacts> all)
    {
        foreach (var process in all)
        {
            _all[process.Id] = process;
        }
    }

    public int Current => 100;

    /// <summary>Whether a process has the asked file open.</summary>
    public Func<int, bool?> Opens { get; init; } = _ => null;

    public ProcessFacts? Find(int processId) => _all.GetValueOrDefault(processId);

    public int ParentOf(int processId) => _all.GetValueOrDefault(processId)?.Parent ?? 0;

    public bool? HasOpen(int processId, in FileStatus file) => Opens(processId);

    public IReadOnlyList<IReadOnlyList<int>> FindUsers(IReadOnlyList<string> directories) => [.. directories.Select(_ => Array.Empty<int>())];

    /// <summary>Who listens on the asked socket.</summary>
    public Func<string, int?> Listens { get; set; } = _ => null;

    /// <summary>Who was ended.</summary>
    public List<int> Killed { get; } = [];

    public int? FindListener(string socket) => Listens(socket);

    public uint? FindListeningUser(int port) => null;

    public void Kill(int processId) => Killed.Add(processId);

    public string? LoginOf(uint user) => null;
}
