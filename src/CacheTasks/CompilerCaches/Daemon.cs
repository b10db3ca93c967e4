using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>The daemon of one step: it alone talks to the back end. Each question runs sccache, with the environment that the step gets.</summary>
/// <param name="folder">The step's, where it listens and writes its log.</param>
/// <param name="environment">What is set for it; null: taken out.</param>
internal sealed class Daemon(string executable, string folder, IReadOnlyDictionary<string, string?> environment, IProcesses processes)
{
    public const string StartArguments = "--start-server";
    public const string CountArguments = "--show-stats --stats-format json";

    private const string Start = "start";
    private const string Count = "count";

    /// <summary>A start that takes longer is none: the back end has answered before.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan CountLimit = TimeSpan.FromSeconds(3);

    /// <summary>Variables that a user has for another daemon, and which would tell this one, or who asks it, otherwise.</summary>
    public static readonly IReadOnlyList<string> Taken = ["SCCACHE_REDIS", "SCCACHE_REDIS_CLUSTER_ENDPOINTS", "SCCACHE_START_SERVER", "SCCACHE_NO_DAEMON", "SCCACHE_SERVER_PORT"];

    public bool IsRunning => processes.FindListener(Session.SocketIn(folder)) is not null;

    /// <summary>The step's variables as its daemon gets them: nothing else names a back end, and what it says of its levels is in its log.</summary>
    /// <param name="folder">The step's.</param>
    /// <param name="variables">The step's.</param>
    public static Dictionary<string, string?> EnvironmentOf(string folder, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var all = variables.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        foreach (var name in Taken)
        {
            all[name] = null;
        }
        all["SCCACHE_LOG"] = DaemonLog.Level;
        all["RUST_LOG_STYLE"] = "never";
        all["SCCACHE_ERROR_LOG"] = DaemonLog.FileIn(folder);
        return all;
    }

    /// <summary>One that answers and has its server stays; else a new one is started, and ended again where it has to do without its server.</summary>
    /// <param name="level">The server's, in the order of SCCACHE_MULTILEVEL_CHAIN, from 0.</param>
    public async Task<DaemonStart> StartAsync(int level, CancellationToken cancellation)
    {
        // One that was given up while it started, and has started all the same, does without the server for as long as it lives.
        if (IsRunning && DaemonLog.Read(folder, 0).FindUnavailable(level) is not null)
        {
            End();
        }
        var from = DaemonLog.Begin(folder, keep: IsRunning);
        var counted = await CountOrStartAsync(cancellation).ConfigureAwait(false);
        var start = new DaemonStart(counted, from, DaemonLog.Read(folder, from), level);
        if (start.Unavailable is not null)
        {
            End();
        }
        return start;
    }

    /// <summary>Null where it does not answer: without a daemon sccache itself would print zeros.</summary>
    public async Task<Statistics?> CountAsync(CancellationToken cancellation) =>
        IsRunning ? Statistics.Parse((await AskAsync(Count, CountArguments, CountLimit, cancellation).ConfigureAwait(false)).Output) : null;

    /// <summary>Ends it at once, and waits until nobody listens any more.</summary>
    public void End()
    {
        if (processes.FindListener(Session.SocketIn(folder)) is { } process)
        {
            processes.Kill(process);
            SpinWait.SpinUntil(() => !IsRunning, EndLimit);
        }
    }

    // What answers stays: sccache would start another beside it, which takes the socket over.
    private async Task<ToolReply> CountOrStartAsync(CancellationToken cancellation)
    {
        if (IsRunning)
        {
            var counted = await AskAsync(Count, CountArguments, CountLimit, cancellation).ConfigureAwait(false);
            if (Statistics.Parse(counted.Output) is not null)
            {
                return counted;
            }
            End();
        }
        var started = await AskAsync(Start, StartArguments, StartLimit, cancellation).ConfigureAwait(false);
        return started.Succeeded ? await AskAsync(Count, CountArguments, CountLimit, cancellation).ConfigureAwait(false) : started;
    }

    private async Task<ToolReply> AskAsync(string name, string arguments, TimeSpan limit, CancellationToken cancellation)
    {
        var variables = new SortedDictionary<string, string?>(environment.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);
        var query = new ToolQuery(executable, folder, variables, [new Question(name, arguments)], limit.TotalSeconds);
        return (await ToolRunner.AskAsync(query, cancellation).ConfigureAwait(false)).Replies[name];
    }
}
