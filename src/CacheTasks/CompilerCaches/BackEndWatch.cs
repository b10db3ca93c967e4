using CacheTasks.Platform;

namespace CacheTasks.CompilerCaches;

/// <summary>
/// Asks, while a step runs, whether the back end and the daemon still answer. When they do not, the rest of the step is compiled without them, and what waits
/// for the daemon goes on: sccache itself would wait up to a minute for each crate.
/// </summary>
/// <param name="ask">The back end; its refusal, or null.</param>
/// <param name="count">The daemon; false where it does not answer.</param>
/// <param name="end">Ends the daemon at once.</param>
internal sealed class BackEndWatch(string folder, Func<CancellationToken, Task<string?>> ask, Func<CancellationToken, Task<bool>> count, Action end) : IDisposable
{
    public const string SilentDaemon = "its daemon gave no answer";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // One lost answer is no reason.
    private const int Patience = 2;

    private readonly CancellationTokenSource _ended = new();
    private int _silent;

    public static BackEndWatch For(string folder, Session session, BackEnd backEnd, BackEndCheck check, IProcesses processes)
    {
        var daemon = session.DaemonIn(folder, processes);
        return new BackEndWatch(
            folder,
            async cancellation => backEnd.IsRemote ? (await check.AskNowAsync(backEnd, null, cancellation).ConfigureAwait(false)).Refusal : null,
            async cancellation => await daemon.CountAsync(cancellation).ConfigureAwait(false) is not null,
            daemon.End);
    }

    public void Start() => _ = Task.Run(WatchAsync);

    public void Dispose() => _ended.Cancel();

    private async Task WatchAsync()
    {
        try
        {
            while (!await LookAsync(_ended.Token).ConfigureAwait(false))
            {
                await Task.Delay(Interval, _ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The step is over.
        }
    }

    /// <returns>True when nothing is cached any more.</returns>
    internal async Task<bool> LookAsync(CancellationToken cancellation)
    {
        var why = await ask(cancellation).ConfigureAwait(false) ?? (await count(cancellation).ConfigureAwait(false) ? null : SilentDaemon);
        _silent = why is null ? 0 : _silent + 1;
        if (_silent < Patience)
        {
            return false;
        }
        WholeFile.Write(Session.OffIn(folder), why!);
        end();
        return true;
    }
}
