using System.Net;
using System.Text;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>A server on this machine that answers one method as S3 answers who may not, has no file, and takes no other request amiss.</summary>
internal sealed class RefusingServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public RefusingServer(string method, string code)
    {
        Port = FreePort.Find();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = Task.Run(() => ServeAsync(method, code));
    }

    public int Port { get; }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private async Task ServeAsync(string method, string code)
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await context.Request.InputStream.CopyToAsync(Stream.Null);
                var (answer, error) = context.Request.HttpMethod == method ? (403, code) : context.Request.HttpMethod == "GET" ? (404, "NoSuchKey") : (200, "");
                context.Response.StatusCode = answer;
                context.Response.ContentType = "application/xml";
                if (error.Length > 0 && context.Request.HttpMethod != "HEAD")
                    await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><Error><Code>{error}</Code><Message>so it is</Message></Error>"));
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                if (!_listener.IsListening)
                    return;
            }
        }
    }
}
