using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>The daemon of one step: it alone talks to the back end. Each question runs sccache, with the environment that the step gets.</summary>
/// <param name="socket">Where it listens, a path.</param>
/// <param name="environment">What is set for it; null: taken out.</param>
internal sealed class Daemon(string executable, string socket, IReadOnlyDictionary<string, string?> environment)
{
    private const string Start = "start";
    private const string Count = "count";

    /// <summary>A start that takes longer is none: the back end has answered before.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan CountLimit = TimeSpan.FromSeconds(3);

    public string Socket => socket;

    /// <summary>Starts it; one that is there already stays (sccache 0.16 and later say so by exit code 0).</summary>
    public Task<ToolReply> StartAsync(CancellationToken cancellation) => AskAsync(Start, "--start-server", StartLimit, cancellation);

    public Task<ToolReply> CountAsync(CancellationToken cancellation) => AskAsync(Count, "--show-stats --stats-format json", CountLimit, cancellation);

    private async Task<ToolReply> AskAsync(string name, string arguments, TimeSpan limit, CancellationToken cancellation)
    {
        var variables = new SortedDictionary<string, string?>(environment.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);
        var query = new ToolQuery(executable, Path.GetDirectoryName(socket)!, variables, [new Question(name, arguments)], limit.TotalSeconds);
        return (await ToolRunner.AskAsync(query, cancellation).ConfigureAwait(false)).Replies[name];
    }
}
