namespace CacheTasks.Platform.Linux;

/// <summary>
/// Folders in the order in which they were found, for several threads; it knows when all work is done. Further threads are started
/// only once there is work for them: most targets are looked through before a thread has begun.
/// </summary>
internal sealed class ScanQueue(Action<ScannedFolder> work)
{
    private const int WorthAThread = 16;
    private const int MostThreads = 8;

    private readonly object _gate = new();
    private readonly Queue<ScannedFolder> _folders = new();
    private readonly List<Task> _helpers = [];
    private int _unfinished;

    public void Add(ScannedFolder folder)
    {
        lock (_gate)
        {
            _folders.Enqueue(folder);
            _unfinished++;
            if (_folders.Count > WorthAThread * (_helpers.Count + 1) && _helpers.Count + 1 < Math.Min(Environment.ProcessorCount, MostThreads))
            {
                _helpers.Add(Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            }
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Works until nothing is left, together with the other threads.</summary>
    public void Finish()
    {
        Run();
        // No more are added once all work is done. What went wrong in one of them comes out here, not in a thread that nobody watches.
        Task.WaitAll(_helpers.ToArray());
    }

    private void Run()
    {
        while (TryTake(out var folder))
        {
            try
            {
                work(folder);
            }
            finally
            {
                Done();
            }
        }
    }

    private bool TryTake(out ScannedFolder folder)
    {
        lock (_gate)
        {
            while (!_folders.TryDequeue(out folder!))
            {
                if (_unfinished == 0)
                {
                    return false;
                }
                Monitor.Wait(_gate);
            }
            return true;
        }
    }

    private void Done()
    {
        lock (_gate)
        {
            if (--_unfinished == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
