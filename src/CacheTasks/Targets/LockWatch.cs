using System.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>
/// Watches, while a step runs, whether something that this build started waits for a lock of the step's target: one read of /proc/locks
/// a second, in a thread that keeps no process alive.
/// </summary>
/// <param name="find">The target's lock files at this moment: a first build makes them.</param>
/// <param name="limit">How long a wait lasts before it is said.</param>
/// <param name="say">Says it; false where that is not possible now.</param>
internal sealed class LockWatch(IFileLocks locks, IProcesses processes, LockHolders holders, Contention contention, Func<IReadOnlyList<LockFile>> find, TimeSpan limit, Func<LockWait, bool> say) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _end = new();
    private readonly BuildFamily _family = new(processes);
    private readonly Stopwatch _waiting = new();
    private readonly object _gate = new();
    private LockWait? _longest;
    private bool _wasSaid;

    public void Start()
    {
        // A task, whose failure ends the watch alone: an exception in a plain thread would end the build's process.
        _ = Task.Factory.StartNew(Watch, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends it.</summary>
    /// <returns>The longest wait that was seen; null when there was none.</returns>
    public LockWait? End()
    {
        _end.Set();
        // A look that is under way may still say something; nothing is said after this.
        lock (_gate)
        {
            return _longest is null ? null : _longest with { IsOver = true, WasSaid = _wasSaid };
        }
    }

    public void Dispose() => End();

    private void Watch()
    {
        while (!_end.Wait(Interval))
        {
            lock (_gate)
            {
                if (!_end.IsSet)
                {
                    Look();
                }
            }
        }
    }

    internal void Look()
    {
        if (FindWait() is not { } held)
        {
            _waiting.Reset();
            return;
        }
        _waiting.Start();
        var seconds = (int)Math.Round(_waiting.Elapsed.TotalSeconds);
        if (_longest is null || seconds >= _longest.Seconds)
        {
            _longest = new LockWait(seconds, contention.Holder(held), Contention.Check(held)) { IsLong = _waiting.Elapsed >= limit };
        }
        if (!_wasSaid && _longest.IsLong)
        {
            _wasSaid = say(_longest);
        }
    }

    // Nearly always nobody waits for anything.
    private HeldLock? FindWait()
    {
        var waiting = locks.ReadAll().Where(row => row is { IsWaiting: true, Kind: LockKind.Flock } && _family.HasStarted(row.ProcessId)).ToList();
        return waiting.Count == 0 ? null : holders.Find(find()).FirstOrDefault(held => held.Waiting.Any(row => waiting.Exists(ours => ours.ProcessId == row.ProcessId)));
    }
}
