using System.Collections.Concurrent;
using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.CompilerCaches;

/// <summary>
/// Asks a back end whether it is there, within a bound: sccache itself would try a server that refuses for 9.5 s before it went on without
/// (measured with 0.19.0), and each crate again.
/// </summary>
internal sealed class BackEndCheck(IFileSystem files, IUsers users, Func<string, string?> environment)
{
    /// <summary>How long an answer may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>The same with a handshake before it, on a machine that compiles with all it has.</summary>
    public static readonly TimeSpan SecretLimit = TimeSpan.FromSeconds(3);

    // For so long a process does not ask again what gave no answer, so that many steps wait once.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(20);

    private static readonly ConcurrentDictionary<string, (DateTime Until, BackEndAnswer Answer)> Refused = new();

    /// <summary>Nothing is made or written.</summary>
    public bool LooksOnly { get; init; }

    public async Task<BackEndAnswer> AskAsync(BackEnd backEnd, Watchdog? watchdog, CancellationToken cancellation)
    {
        // Another password is another question.
        var key = TextDigest.Of(string.Join("\n", new[] { backEnd.Shown }.Concat(Secrets.Variables.Select(name => environment(name) ?? ""))));
        if (Refused.TryGetValue(key, out var known) && known.Until > DateTime.UtcNow)
        {
            return known.Answer;
        }
        var answer = await AskNowAsync(backEnd, watchdog, cancellation).ConfigureAwait(false);
        if (answer.Refusal is not null)
        {
            Refused[key] = (DateTime.UtcNow + Memory, answer);
        }
        return answer;
    }

    /// <summary>Without what was said before; a directory is looked at by <paramref name="watchdog"/> first, where there is one.</summary>
    public async Task<BackEndAnswer> AskNowAsync(BackEnd backEnd, Watchdog? watchdog, CancellationToken cancellation)
    {
        if (backEnd.Kind == BackEnd.Disk)
        {
            return CheckDirectory(backEnd.Shown, watchdog);
        }
        if (backEnd.Address is not { } address)
        {
            return BackEndAnswer.Fine;
        }
        var longest = address.Scheme == "rediss" ? SecretLimit : Limit;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var talk = backEnd.Kind == BackEnd.Redis ? new RedisTalk(environment, writes: !LooksOnly && !backEnd.IsReadOnly(environment)).AskAsync(address, backEnd.Database, limit.Token) : new HttpTalk(environment).AskAsync(backEnd, address, limit.Token);
        var ended = await Task.WhenAny(talk, Task.Delay(longest, limit.Token)).ConfigureAwait(false) == talk;
        limit.Cancel();
        cancellation.ThrowIfCancellationRequested();
        if (!ended)
        {
            // Whatever it says later, nobody waits for it.
            _ = talk.ContinueWith(late => late.Exception, TaskScheduler.Default);
            return new BackEndAnswer($"it gave no answer within {longest.TotalSeconds:0} s");
        }
        return await talk.ConfigureAwait(false);
    }

    private BackEndAnswer CheckDirectory(string directory, Watchdog? watchdog)
    {
        if (watchdog?.FindSilent(directory) is { } silent)
        {
            return new BackEndAnswer($"it lies on {silent.Source}, which {silent.NoAnswer}");
        }
        if (LooksOnly && !Directory.Exists(directory))
        {
            return BackEndAnswer.Fine;
        }
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new BackEndAnswer($"it cannot be made: {exception.Message.TrimEnd('.')}");
        }
        // sccache makes files that their owner alone can read (mode 0600), whatever the umask says.
        if (files.Stat(directory, followLink: true, out var status).Succeeded && status.Owner != files.EffectiveUser)
        {
            return new BackEndAnswer($"it belongs to {Person.Describe(users, status.Owner)}, and what sccache keeps in a directory its owner alone can read. Several users share a server, such as a Redis on 127.0.0.1");
        }
        var writable = files.CheckWritable(directory);
        return writable.Succeeded ? BackEndAnswer.Fine : new BackEndAnswer(null, $"it cannot be written ({writable.Text}, {writable.Name})");
    }
}
