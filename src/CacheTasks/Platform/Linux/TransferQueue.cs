namespace CacheTasks.Platform.Linux;

/// <summary>
/// Work for several threads: folders that one thread offers while another has nothing to do, and the next tree. Folders go first, so that
/// few trees are begun at a time.
/// </summary>
internal sealed class TransferQueue(IReadOnlyList<TransferJob> jobs)
{
    private readonly object _gate = new();
    private readonly Stack<TransferFolder> _offered = new();
    private int _next;
    private int _working;
    private volatile int _idle;

    /// <summary>Whether a thread waits for a folder; each that is offered has descriptors open.</summary>
    public bool WantsFolder => _idle > _offered.Count;

    public void Offer(TransferFolder folder)
    {
        lock (_gate)
        {
            _offered.Push(folder);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until there is something to do, or all is done: false.</summary>
    public bool TryTake(out TransferFolder? folder, out TransferJob? job)
    {
        folder = null;
        job = null;
        lock (_gate)
        {
            while (!_offered.TryPop(out folder))
            {
                if (_next < jobs.Count)
                {
                    job = jobs[_next++];
                    break;
                }
                if (_working == 0)
                {
                    return false;
                }
                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }
            _working++;
            return true;
        }
    }

    public void Done()
    {
        lock (_gate)
        {
            if (--_working == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
