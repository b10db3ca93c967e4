#if NET
using System.Runtime.InteropServices;
#endif

namespace CacheTasks.Colocation;

/// <summary>
/// Lets a probe that is under way finish before the process ends: it needs microseconds to remove what it made. SIGTERM and SIGHUP
/// end a process of .NET 10 without any event, so they are listened to; on older ones, and on a plain exit, ProcessExit tells.
/// SIGINT is MSBuild's own: it cancels the build, and the tasks end by themselves.
/// </summary>
internal static class RunningProbes
{
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(2);

    // A process that is told to end can take long on a busy machine; one that lives on has another listener.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private static int s_running;
    private static volatile bool s_ending;

#if NET
    private static readonly PosixSignalRegistration[] s_signals = OperatingSystem.IsWindows() ? [] : [Listen(PosixSignal.SIGTERM), Listen(PosixSignal.SIGHUP)];
#endif

    static RunningProbes() => AppDomain.CurrentDomain.ProcessExit += (_, _) => WaitForEnd();

    /// <summary>Begins a probe; while the process is ending it waits for that instead.</summary>
    public static Running Enter()
    {
        Interlocked.Increment(ref s_running);
        while (s_ending)
        {
            Interlocked.Decrement(ref s_running);
            SpinWait.SpinUntil(() => !s_ending, LongestEnd);
            s_ending = false;
            Interlocked.Increment(ref s_running);
        }
        return default;
    }

    private static void WaitForEnd()
    {
        s_ending = true;
        // Orders the write above before the reads below; Enter's increment is such a fence on its side.
        Interlocked.MemoryBarrier();
        SpinWait.SpinUntil(() => Volatile.Read(ref s_running) == 0, LongestProbe);
    }

#if NET
    // The signal is not cancelled: after all listeners it ends the process as it would without us.
    private static PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, _ => WaitForEnd());
#endif

    internal readonly struct Running : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref s_running);
    }
}
