using System.Net.Sockets;
using System.Text;

namespace CacheTasks.CompilerCaches;

/// <summary>The few words of Redis' protocol (RESP 2) that tell whether it answers, lets this user in and takes something new.</summary>
internal sealed class RedisTalk(Func<string, string?> environment)
{
    private const string Name = "cachetasks:check";

    public async Task<BackEndAnswer> AskAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
#if NET
            await client.ConnectAsync(address.Host, address.Port, cancellation).ConfigureAwait(false);
#else
            await client.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
#endif
            // What is said behind TLS is the daemon's business.
            return address.Scheme == "rediss" ? BackEndAnswer.Fine : await TalkAsync(client.GetStream()).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return new BackEndAnswer($"{address.Host}:{address.Port} cannot be reached: {exception.Message.TrimEnd('.')}");
        }
    }

    private async Task<BackEndAnswer> TalkAsync(Stream stream)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var writer = new StreamWriter(stream, utf8);
        using var reader = new StreamReader(stream, utf8);
        if (environment("SCCACHE_REDIS_PASSWORD") is { Length: > 0 } password)
        {
            string[] login = environment("SCCACHE_REDIS_USERNAME") is { Length: > 0 } user ? ["AUTH", user, password] : ["AUTH", password];
            if (await SayAsync(writer, reader, login).ConfigureAwait(false) is { } refused)
            {
                return new BackEndAnswer($"it does not let this user in: {refused}");
            }
        }
        if (await SayAsync(writer, reader, ["PING"]).ConfigureAwait(false) is { } fault)
        {
            return new BackEndAnswer(fault.StartsWith("NOAUTH", StringComparison.Ordinal) ? $"it wants a password, SCCACHE_REDIS_PASSWORD of the environment: {fault}" : $"it refuses: {fault}");
        }
        // Gone after a second; a server that is full, a replica or a reader's account says so.
        var write = string.Equals(environment("SCCACHE_REDIS_RW_MODE"), "READ_ONLY", StringComparison.OrdinalIgnoreCase) ? null
            : await SayAsync(writer, reader, ["SET", Name, "1", "PX", "1000"]).ConfigureAwait(false);
        return new BackEndAnswer(null, write);
    }

    /// <returns>What it says against it, without the leading minus; null for anything else.</returns>
    private static async Task<string?> SayAsync(StreamWriter writer, StreamReader reader, string[] words)
    {
        await writer.WriteAsync($"*{words.Length}\r\n{string.Concat(words.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"))}").ConfigureAwait(false);
        await writer.FlushAsync().ConfigureAwait(false);
        var line = await reader.ReadLineAsync().ConfigureAwait(false) ?? "";
        return line.Length == 0 || line[0] is not ('-' or '+') ? "what answers is no Redis" : line[0] == '-' ? line.Substring(1).TrimEnd('.') : null;
    }
}
