using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>What came of starting a daemon, or of meeting one that runs.</summary>
/// <param name="Counted">What it printed of its counts, or why it does not run.</param>
/// <param name="LogStart">From where its log is about this step, in bytes.</param>
/// <param name="Log">What it has written since.</param>
/// <param name="Level">The server's, in the order of SCCACHE_MULTILEVEL_CHAIN, from 0.</param>
internal sealed record DaemonStart(ToolReply Counted, long LogStart, DaemonLog Log, int Level)
{
    /// <summary>Why it does not run, in words that end in a stop; null: it runs.</summary>
    public string? Failure => Counted.Succeeded ? null : Sccache.Why(Counted);

    /// <summary>Why it has to do without its server; null: it has it.</summary>
    public string? Unavailable => Counted.Succeeded ? Log.FindUnavailable(Level) : null;
}
