namespace CacheTasks.Colocation;

/// <summary>
/// Lets a probe that is under way finish before the process ends on SIGTERM or SIGINT: the runtime raises ProcessExit while
/// other threads still run, and a probe needs microseconds to remove what it made.
/// </summary>
internal static class RunningProbes
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static int s_running;
    private static volatile bool s_ending;

    static RunningProbes() => AppDomain.CurrentDomain.ProcessExit += (_, _) => WaitForEnd();

    /// <exception cref="OperationCanceledException">The process is ending; nothing may be made any more.</exception>
    public static Running Enter()
    {
        Interlocked.Increment(ref s_running);
        if (s_ending)
        {
            Interlocked.Decrement(ref s_running);
            throw new OperationCanceledException();
        }
        return default;
    }

    private static void WaitForEnd()
    {
        s_ending = true;
        SpinWait.SpinUntil(() => Volatile.Read(ref s_running) == 0, Longest);
    }

    internal readonly struct Running : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref s_running);
    }
}
