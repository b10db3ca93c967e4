namespace CacheTasks.Running;

/// <summary>How long is waited for a command, and for what follows it.</summary>
/// <param name="Run">The command itself; infinite: no limit.</param>
/// <param name="Grace">From asking processes to end until they are ended.</param>
internal sealed record RunLimits(TimeSpan Run, TimeSpan Grace)
{
    /// <summary>How long output that a process left behind may be silent, once the command has ended.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long such output is read at all.</summary>
    public TimeSpan Leftover { get; init; } = TimeSpan.FromSeconds(20);
}

/// <summary>How a command ended.</summary>
internal enum RunEnd
{
    Exited,
    TimedOut,
    Cancelled,
}

/// <param name="ExitCode">Of the command; 128 + n after signal n; -1 when it did not end by itself.</param>
/// <param name="IsOpen">A process that the command started still has its output open.</param>
internal sealed record RunResult(int ExitCode, RunEnd End, bool IsOpen);
