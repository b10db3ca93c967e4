using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CacheTasks.CompilerCaches;
using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public class BackEndCheckTests
{
    [TestMethod]
    public async Task RedisThatAnswers_IsFine()
    {
        await using var server = new LineServer("+PONG", "+OK");

        Assert.AreEqual(BackEndAnswer.Fine, await Ask($"redis://127.0.0.1:{server.Port}"));
    }

    [TestMethod]
    public async Task WhoOnlyLooks_WritesNothing()
    {
        await using var server = new LineServer("+PONG", "-OOM command not allowed");
        using var folder = new TemporaryDirectory();

        Assert.AreEqual(BackEndAnswer.Fine, await Look($"redis://127.0.0.1:{server.Port}"));
        Assert.AreEqual(BackEndAnswer.Fine, await Look(folder["absent"]));
        Assert.DoesNotContain("SET", server.Heard);
        Assert.IsFalse(Directory.Exists(folder["absent"]));

        Task<BackEndAnswer> Look(string value) => new BackEndCheck(FileSystem.Current!, FileSystem.Users!, _ => null) { LooksOnly = true }.AskNowAsync(Parse(value), null, CancellationToken.None);
    }

    [TestMethod]
    [DataRow("-NOAUTH Authentication required.", "it wants a password, SCCACHE_REDIS_PASSWORD of the environment: NOAUTH Authentication required")]
    [DataRow("-LOADING Redis is loading the dataset in memory", "it refuses: LOADING Redis is loading the dataset in memory")]
    [DataRow("HTTP/1.1 400 Bad Request", "it refuses: what answers is no Redis")]
    public async Task RedisThatRefuses_SaysWhy(string line, string why)
    {
        await using var server = new LineServer(line);

        Assert.AreEqual(why, (await Ask($"redis://127.0.0.1:{server.Port}")).Refusal);
    }

    [TestMethod]
    public async Task RedisThatIsFull_CanBeRead()
    {
        await using var server = new LineServer("+PONG", "-OOM command not allowed when used memory > 'maxmemory'.");

        Assert.AreEqual(new BackEndAnswer(null, "OOM command not allowed when used memory > 'maxmemory'"), await Ask($"redis://127.0.0.1:{server.Port}"));
    }

    [TestMethod]
    public async Task DatabaseThatIsNotThere_IsRefused()
    {
        await using var server = new LineServer("+PONG", "-ERR DB index is out of range");

        Assert.AreEqual("database 99 cannot be used: ERR DB index is out of range", (await Ask($"redis://127.0.0.1:{server.Port}/99")).Refusal);
        Assert.Contains("SELECT\r\n$2\r\n99", server.Heard);
    }

    [TestMethod]
    public async Task ServerWithoutTls_IsRefused()
    {
        await using var server = new LineServer("-ERR Protocol error");

        Assert.StartsWith("no TLS connection comes about: ", (await Ask($"rediss://127.0.0.1:{server.Port}", ("SCCACHE_REDIS_PASSWORD", "hush"))).Refusal!);
        Assert.DoesNotContain("hush", server.Heard);
    }

    // The daemon has trust of its own, so it is asked all the same.
    [TestMethod]
    public async Task CertificateOfUnknownAuthority_IsADoubt_AndGetsNoPassword()
    {
        await using var server = new LineServer("+OK", "+PONG", "+OK") { Certificate = LineServer.SignOneself() };

        var answer = await Ask($"rediss://127.0.0.1:{server.Port}", ("SCCACHE_REDIS_PASSWORD", "hush"));

        Assert.AreEqual(BackEndAnswer.Fine with { Doubt = "this machine does not trust who signed its certificate (SSL_CERT_FILE names others to trust)" }, answer);
        Assert.DoesNotContain("hush", server.Heard);
    }

    [TestMethod]
    public async Task WrongPassword_IsRefused()
    {
        await using var server = new LineServer("-WRONGPASS invalid username-password pair or user is disabled.");

        var answer = await Ask($"redis://127.0.0.1:{server.Port}", ("SCCACHE_REDIS_PASSWORD", "hush"));

        Assert.AreEqual("it does not let this user in: WRONGPASS invalid username-password pair or user is disabled", answer.Refusal);
        Assert.Contains("AUTH\r\n$4\r\nhush", server.Heard);
    }

    [TestMethod]
    [DataRow("redis://127.0.0.1:{0}")]
    [DataRow("webdav+http://127.0.0.1:{0}/x")]
    [DataRow("s3://crates?endpoint=http://127.0.0.1:{0}")]
    public async Task NobodyListens_IsRefusedAtOnce(string value)
    {
        var port = FreePort.Find();

        var answer = await Ask(string.Format(null, value, port));

        Assert.AreEqual($"127.0.0.1:{port} cannot be reached: Connection refused", answer.Refusal![..$"127.0.0.1:{port} cannot be reached: Connection refused".Length]);
    }

    [TestMethod]
    [DataRow("redis://127.0.0.1:{0}")]
    [DataRow("webdav+http://127.0.0.1:{0}/x")]
    public async Task Silence_IsARefusalWithinItsBound(string value)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var answer = await Ask(string.Format(null, value, ((IPEndPoint)silent.LocalEndpoint).Port));

        Assert.AreEqual("it gave no answer within 1 s", answer.Refusal);
    }

    [TestMethod]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", null)]
    [DataRow("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n", null)]
    [DataRow("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n", "it answers HTTP 503")]
    [DataRow("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n", "it does not let this user in (HTTP 401); SCCACHE_WEBDAV_USERNAME and SCCACHE_WEBDAV_PASSWORD, or SCCACHE_WEBDAV_TOKEN, are taken from the environment")]
    public async Task WebServer_IsAskedWithTheLoginOfTheEnvironment(string head, string? why)
    {
        await using var server = new LineServer(head) { ReadsHead = true };

        var answer = await Ask($"webdav+http://127.0.0.1:{server.Port}/crates", ("SCCACHE_WEBDAV_USERNAME", "ann"), ("SCCACHE_WEBDAV_PASSWORD", "hush"));

        Assert.AreEqual(why, answer.Refusal);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:hush"))}", server.Heard);
    }

    // Many steps of a build do not wait for the same server one after the other.
    [TestMethod]
    public async Task WhatGaveNoAnswer_IsNotAskedAgainAtOnce()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var value = $"redis://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        var first = await Check().AskAsync(Parse(value), null, CancellationToken.None);
        var connections = 0;
        while (silent.Pending())
        {
            using var one = await silent.AcceptSocketAsync();
            connections++;
        }

        var second = await Check().AskAsync(Parse(value), null, CancellationToken.None);

        Assert.AreEqual(first, second);
        Assert.AreEqual(1, connections);
        Assert.IsFalse(silent.Pending());
    }

    [TestMethod]
    public async Task Directory_IsMade()
    {
        using var folder = new TemporaryDirectory();

        Assert.AreEqual(BackEndAnswer.Fine, await Ask(folder["a", "b"]));
        Assert.IsTrue(Directory.Exists(folder["a", "b"]));
    }

    [TestMethod]
    public async Task DirectoryBelowAFile_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder["file"], "");

        Assert.StartsWith("it cannot be made: ", (await Ask(folder["file", "b"])).Refusal!);
    }

    [TestMethod]
    public async Task DirectoryOfAnotherUser_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder["theirs"]);
        if (!new Command("chown", "4711", folder["theirs"]).Run().Succeeded)
            Assert.Inconclusive("only root can give a directory away");

        Assert.StartsWith("it belongs to user 4711, and what sccache keeps in a directory its owner alone can read", (await Ask(folder["theirs"])).Refusal!);
    }

    private static Task<BackEndAnswer> Ask(string value, params (string Name, string Value)[] environment) => Check(environment).AskNowAsync(Parse(value), null, CancellationToken.None);

    private static BackEndCheck Check(params (string Name, string Value)[] environment) =>
        new(FileSystem.Current!, FileSystem.Users!, name => environment.Where(pair => pair.Name == name).Select(pair => pair.Value).FirstOrDefault());

    private static BackEnd Parse(string value) => BackEnd.Parse(value, "Setting", path => path, out _)!;

    /// <summary>A server on this machine that says one line to each thing it hears, in order.</summary>
    private sealed class LineServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly StringBuilder _heard = new();
        private readonly Task _serving;

        public LineServer(params string[] lines)
        {
            _listener.Start();
            _serving = Serve(lines);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public bool ReadsHead { get; init; }

        public X509Certificate2? Certificate { get; init; }

        public string Heard
        {
            get
            {
                lock (_heard)
                {
                    return _heard.ToString();
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        public static X509Certificate2 SignOneself()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        }

        private async Task<Stream> EncryptAsync(Stream stream)
        {
            var encrypted = new SslStream(stream);
            await encrypted.AuthenticateAsServerAsync(Certificate!);
            return encrypted;
        }

        private async Task Serve(string[] lines)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = Certificate is not null ? await EncryptAsync(client.GetStream()) : client.GetStream();
                var buffer = new byte[4096];
                foreach (var line in lines)
                {
                    do
                    {
                        var read = await stream.ReadAsync(buffer);
                        lock (_heard)
                        {
                            _heard.Append(Encoding.UTF8.GetString(buffer, 0, read));
                        }
                    }
                    while (ReadsHead && !Heard.Contains("\r\n\r\n", StringComparison.Ordinal));
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
                }
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or AuthenticationException)
            {
                Debug.WriteLine(exception.Message);
            }
        }
    }
}
