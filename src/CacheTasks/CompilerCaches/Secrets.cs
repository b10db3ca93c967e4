using System.Text.RegularExpressions;

namespace CacheTasks.CompilerCaches;

/// <summary>What must not be seen in a message: credentials, which come from the environment and stay there.</summary>
internal static class Secrets
{
    private const string Mask = "***";
    private const int Shortest = 3;

    /// <summary>Variables whose values are secret (sccache, docs/Redis.md, Webdav.md, S3.md). Names of users are none, and can be ordinary words.</summary>
    public static readonly IReadOnlyList<string> Variables =
        ["SCCACHE_REDIS_PASSWORD", "SCCACHE_WEBDAV_PASSWORD", "SCCACHE_WEBDAV_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    // https://name:word@host, in a text of any program.
    private static readonly Regex UserInformation = new(@"(?<=://)[^/\s@]+@", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static string Hide(string text, Func<string, string?> environment)
    {
        foreach (var value in Variables.Select(environment).OfType<string>().Where(value => value.Length >= Shortest).OrderByDescending(value => value.Length))
        {
            text = text.Replace(value, Mask);
        }
        return UserInformation.Replace(text, Mask + "@");
    }
}
