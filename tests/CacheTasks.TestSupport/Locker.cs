using System.Diagnostics;

namespace CacheTasks.TestSupport;

/// <summary>Another process that has locked a file, or waits for its lock, by flock(1) of util-linux.</summary>
public sealed class Locker : IDisposable
{
    private readonly Process _process;
    private int _disposed;

    private Locker(Process process)
    {
        _process = process;
        Id = process.Id;
    }

    public int Id { get; }

    /// <summary>Returns when the lock is held.</summary>
    /// <param name="behind">A starter such as setpriv with its arguments.</param>
    public static Locker Hold(string file, bool exclusive = true, params IReadOnlyList<string> behind)
    {
        // Without a fork the process that holds the lock is the one that was started, and the lock goes with it.
        var locker = Start(file, exclusive, "echo locked; exec sleep 600", behind);
        if (locker._process.StandardOutput.ReadLine() != "locked")
        {
            var error = locker._process.StandardError.ReadToEnd();
            locker.Dispose();
            throw new UnavailableException($"flock does not lock {file}: {error}");
        }
        return locker;
    }

    /// <summary>Returns when the process waits for a lock that somebody holds.</summary>
    public static Locker Wait(string file, bool exclusive = true)
    {
        var locker = Start(file, exclusive, "exec sleep 600", []);
        if (!SpinWait.SpinUntil(() => File.ReadLines("/proc/locks").Any(line => line.Contains("->", StringComparison.Ordinal) && line.Contains($" {locker.Id} ", StringComparison.Ordinal)), TimeSpan.FromSeconds(30)))
        {
            locker.Dispose();
            throw new InvalidOperationException($"flock does not wait for {file}.");
        }
        return locker;
    }

    /// <summary>Releases the lock; a test may do so before its end, and in another thread.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Locker Start(string file, bool exclusive, string script, IReadOnlyList<string> behind)
    {
        string[] command = [.. behind, "flock", "--no-fork", exclusive ? "--exclusive" : "--shared", file, "sh", "-c", script];
        return new(new Command(command[0], command[1..]).Start());
    }
}
