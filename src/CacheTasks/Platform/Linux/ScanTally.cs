using System.Runtime.InteropServices;

namespace CacheTasks.Platform.Linux;

/// <summary>What the threads of a scan found, put together.</summary>
internal sealed class ScanTally(ScanRequest request)
{
    private readonly object _gate = new();
    private readonly Dictionary<uint, long> _owners = [];
    private readonly List<ForeignEntry> _first = [];
    private long _entries;
    private long _obstacles;
    private long _withOtherNames;
    private long _unreadable;
    private string? _firstUnreadable;
    private volatile bool _stopped;

    /// <summary>Enough was seen.</summary>
    public bool IsOver => _stopped;

    public void Count(int entries)
    {
        request.Progress?.Add(entries);
        if (Interlocked.Add(ref _entries, entries) >= request.MostEntries && request.MostEntries > 0)
        {
            _stopped = true;
        }
    }

    /// <summary>Whether an entry with this obstacle is described, so that its path is needed. A no stays one.</summary>
    public bool Wants(Obstacle obstacle)
    {
        lock (_gate)
        {
            return obstacle != Obstacle.None && _first.Count < request.MostReported;
        }
    }

    public void AddForeign(in ForeignEntry entry)
    {
        lock (_gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_owners, entry.Owner, out _)++;
            if (entry.Obstacle == Obstacle.None)
            {
                return;
            }
            _obstacles++;
            _withOtherNames += entry.HasOtherNames ? 1 : 0;
            if (_first.Count < request.MostReported)
            {
                _first.Add(entry);
            }
            _stopped |= request.StopsWhenReported && _obstacles >= request.MostReported;
        }
    }

    public void AddUnreadable(Func<string> path)
    {
        lock (_gate)
        {
            _unreadable++;
            _firstUnreadable ??= path();
        }
    }

    public ScanResult Result(FileStatus? root) => new(
        root, _entries, _owners, _obstacles, _first.OrderBy(entry => entry.Path, StringComparer.Ordinal).ToList(), _withOtherNames, _unreadable, _firstUnreadable, !_stopped);
}
