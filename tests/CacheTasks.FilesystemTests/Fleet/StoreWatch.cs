using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Fleet;

/// <summary>Looks at stores all the time while others change them: a pointer that is there leads to a whole package.</summary>
internal sealed class StoreWatch : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private readonly Func<IReadOnlyList<string>> _stores;

    public StoreWatch(Func<IReadOnlyList<string>> stores)
    {
        _stores = stores;
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    public List<string> Faults { get; } = [];

    /// <summary>Pointers that were looked at.</summary>
    public int Seen { get; private set; }

    /// <summary>Pointers that went while they were looked at.</summary>
    public int Went { get; private set; }

    public void Stop()
    {
        _stop.Set();
        _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    private void Watch()
    {
        while (!_stop.Wait(s_pause))
        {
            foreach (var store in _stores())
            {
                try
                {
                    foreach (var pointer in WheelPointers.In(store))
                        Look(pointer);
                }
                catch (DirectoryNotFoundException)
                {
                    // The folder of a package went while it was listed.
                }
            }
        }
    }

    private void Look(string pointer)
    {
        var before = IdentityOf(pointer);
        Seen++;
        if (WheelPointers.FindFault(pointer) is not { } fault)
            return;
        // The file that leads to a package goes first: what it led to may be half there only when it is gone, or another.
        if (before is not null && IdentityOf(pointer) == before)
            Faults.Add(fault);
        else
            Went++;
    }

    // When it was made tells a file from a later one of the same name, whatever inode that got.
    private static DateTime? IdentityOf(string pointer) => new FileInfo(pointer) is { Exists: true } file ? file.CreationTimeUtc : null;
}
