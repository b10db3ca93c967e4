using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace CacheTasks.CompilerCaches;

/// <summary>Asks a server of WebDAV or S3 for the folder itself: any answer shows that it is there, 401 and 403 that it does not let this user in.</summary>
internal sealed class HttpTalk(Func<string, string?> environment)
{
    private static readonly HttpClient Client = new();

    public async Task<BackEndAnswer> AskAsync(BackEnd backEnd, Uri address, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            var isWebDav = backEnd.Kind == BackEnd.WebDav;
            if (isWebDav)
            {
                request.Headers.Authorization = FindLogin();
            }
            using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            // S3 wants each request signed, which the daemon does.
            return isWebDav && response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? new BackEndAnswer($"it does not let this user in (HTTP {(int)response.StatusCode}); SCCACHE_WEBDAV_USERNAME and SCCACHE_WEBDAV_PASSWORD, or SCCACHE_WEBDAV_TOKEN, are taken from the environment")
                : (int)response.StatusCode >= 500 ? new BackEndAnswer($"it answers HTTP {(int)response.StatusCode}") : BackEndAnswer.Fine;
        }
        catch (HttpRequestException exception)
        {
            return new BackEndAnswer($"{address.Host}:{address.Port} cannot be reached: {(exception.InnerException ?? exception).Message.TrimEnd('.')}");
        }
    }

    private AuthenticationHeaderValue? FindLogin() =>
        environment("SCCACHE_WEBDAV_TOKEN") is { Length: > 0 } token ? new AuthenticationHeaderValue("Bearer", token)
        : environment("SCCACHE_WEBDAV_USERNAME") is { Length: > 0 } user
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{environment("SCCACHE_WEBDAV_PASSWORD")}")))
        : null;
}
