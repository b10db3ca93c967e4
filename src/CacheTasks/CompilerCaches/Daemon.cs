using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>The daemon of one step: it alone talks to the back end. Each question runs sccache, with the environment that the step gets.</summary>
/// <param name="socket">Where it listens, a path.</param>
/// <param name="environment">What is set for it; null: taken out.</param>
internal sealed class Daemon(string executable, string socket, IReadOnlyDictionary<string, string?> environment, IProcesses processes)
{
    public const string StartArguments = "--start-server";
    public const string CountArguments = "--show-stats --stats-format json";

    private const string Start = "start";
    private const string Count = "count";

    /// <summary>A start that takes longer is none: the back end has answered before.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan CountLimit = TimeSpan.FromSeconds(3);

    public bool IsRunning => processes.FindListener(socket) is not null;

    /// <summary>
    /// What it has counted. One that answers stays; else a new one is started: sccache would start another beside it, which takes the socket over.
    /// </summary>
    public async Task<ToolReply> StartAsync(CancellationToken cancellation)
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

    /// <summary>Null where it does not answer: without a daemon sccache itself would print zeros.</summary>
    public async Task<Statistics?> CountAsync(CancellationToken cancellation) =>
        IsRunning ? Statistics.Parse((await AskAsync(Count, CountArguments, CountLimit, cancellation).ConfigureAwait(false)).Output) : null;

    /// <summary>Ends it at once, and waits until nobody listens any more.</summary>
    public void End()
    {
        if (processes.FindListener(socket) is { } process)
        {
            processes.Kill(process);
            SpinWait.SpinUntil(() => !IsRunning, EndLimit);
        }
    }

    private async Task<ToolReply> AskAsync(string name, string arguments, TimeSpan limit, CancellationToken cancellation)
    {
        var variables = new SortedDictionary<string, string?>(environment.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);
        var query = new ToolQuery(executable, Path.GetDirectoryName(socket)!, variables, [new Question(name, arguments)], limit.TotalSeconds);
        return (await ToolRunner.AskAsync(query, cancellation).ConfigureAwait(false)).Replies[name];
    }
}
