using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace CacheTasks.CompilerCaches;

/// <summary>The few words of Redis' protocol (RESP 2) that tell whether it answers, lets this user in and takes something new.</summary>
/// <param name="writes">Whether something is written, for a second; else that it is full is not seen.</param>
internal sealed class RedisTalk(Func<string, string?> environment, bool writes)
{
    private const string Name = "cachetasks:check";

    /// <param name="database">Empty: the first.</param>
    public async Task<BackEndAnswer> AskAsync(Uri address, string database, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
#if NET
            await client.ConnectAsync(address.Host, address.Port, cancellation).ConfigureAwait(false);
#else
            await client.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
#endif
            return address.Scheme == "rediss" ? await TalkSecretlyAsync(client.GetStream(), address.Host, database).ConfigureAwait(false) : await TalkAsync(client.GetStream(), database).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return new BackEndAnswer($"{address.Host}:{address.Port} cannot be reached: {exception.Message.TrimEnd('.')}");
        }
    }

    private async Task<BackEndAnswer> TalkSecretlyAsync(Stream stream, string host, string database)
    {
        var faults = SslPolicyErrors.None;
        using var secret = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, errors) => (faults = errors) == SslPolicyErrors.None);
        try
        {
            await secret.AuthenticateAsClientAsync(host).ConfigureAwait(false);
        }
        catch (AuthenticationException exception)
        {
            // The daemon trusts by rules of its own, so it has the last word; nothing is said to who is not trusted here.
            return faults != SslPolicyErrors.None ? BackEndAnswer.Fine with { Doubt = faults.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"its certificate is not for {host}" : "this machine does not trust who signed its certificate (SSL_CERT_FILE names others to trust)" }
                : new BackEndAnswer($"no TLS connection comes about: {(exception.InnerException ?? exception).Message.TrimEnd('.')}");
        }
        return await TalkAsync(secret, database).ConfigureAwait(false);
    }

    private async Task<BackEndAnswer> TalkAsync(Stream stream, string database)
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
        if (database.Length > 0 && await SayAsync(writer, reader, ["SELECT", database]).ConfigureAwait(false) is { } unknown)
        {
            return new BackEndAnswer($"database {database} cannot be used: {unknown}");
        }
        // Gone after a second; a server that is full, a replica or a reader's account says so.
        var write = writes ? await SayAsync(writer, reader, ["SET", Name, "1", "PX", "1000"]).ConfigureAwait(false) : null;
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
