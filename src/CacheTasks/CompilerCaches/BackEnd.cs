using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>Where compiled crates are kept for all that share them: the value of CacheTasksCompilerCache or CompilerCache, read once.</summary>
/// <param name="Kind">As sccache calls its levels: <c>redis</c>, <c>s3</c>, <c>webdav</c>, <c>disk</c>.</param>
/// <param name="Shown">For messages and records. It never holds credentials.</param>
/// <param name="Variables">By which sccache is told (sccache, docs/Configuration.md).</param>
internal sealed record BackEnd(string Kind, string Shown, IReadOnlyList<KeyValuePair<string, string>> Variables)
{
    public const string Off = "off";
    public const string Disk = "disk";
    public const string Redis = "redis";
    public const string S3 = "s3";
    public const string WebDav = "webdav";

    /// <summary>The variable that tells sccache where a bucket is.</summary>
    public const string Region = "SCCACHE_REGION";

    public const string Valid = "redis://HOST[:PORT][/DB], rediss://…, s3://BUCKET[/PREFIX][?endpoint=URL&region=NAME], webdav+http://HOST[:PORT]/PATH, webdav+https://…, a directory, off";

    private static readonly string[] S3Options = ["endpoint", "region"];

    private static readonly Dictionary<string, Func<Uri, Dictionary<string, string>, BackEnd?>> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["redis"] = ReadRedis,
        ["rediss"] = ReadRedis,
        ["s3"] = ReadS3,
        ["webdav+http"] = ReadWebDav,
        ["webdav+https"] = ReadWebDav,
    };

    /// <summary>Which host answers; null where none is asked: a directory, or S3 at Amazon.</summary>
    public Uri? Address { get; init; }

    /// <summary>Of Redis, its number; empty: the first.</summary>
    public string Database { get; init; } = "";

    public bool IsRemote => Kind != Disk;

    /// <summary>The variable by which a user says that this machine only reads, READ_ONLY.</summary>
    public string ModeVariable => $"SCCACHE_{(IsRemote ? Kind.ToUpperInvariant() : "LOCAL")}_RW_MODE";

    /// <summary>Nothing is to be written to it, by <see cref="ModeVariable"/>.</summary>
    public bool IsReadOnly(Func<string, string?> environment) => string.Equals(environment(ModeVariable), "READ_ONLY", StringComparison.OrdinalIgnoreCase);

    /// <param name="value">As the user wrote it.</param>
    /// <param name="setting">Its name, for messages.</param>
    /// <param name="fullPath">Makes a path absolute from the project's folder.</param>
    /// <param name="fault">0002 for a value that is not valid. Null together with the result: nothing is cached.</param>
    public static BackEnd? Parse(string value, string setting, Func<string, string> fullPath, out Finding? fault)
    {
        fault = null;
        var text = value.Trim();
        if (text.Length == 0 || string.Equals(text, Off, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        if (IsPath(text))
        {
            return ReadDirectory(text, setting, fullPath, out fault);
        }
        // Not echoed: what stands before the @ is a password.
        if (Uri.UnescapeDataString(text).Contains('@'))
        {
            fault = Invalid($"{setting} has user information in its address, which would come into logs, so nothing is cached. Take it out, and set SCCACHE_REDIS_USERNAME and SCCACHE_REDIS_PASSWORD, SCCACHE_WEBDAV_USERNAME and SCCACHE_WEBDAV_PASSWORD, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.{(text.IndexOf(':') < 0 ? " For a directory of that name, begin with ./ or /." : "")}");
            return null;
        }
        var end = text.IndexOf(':');
        var scheme = end < 0 ? "" : text.Substring(0, end);
        if (end < 0 || (text.IndexOf("://", StringComparison.Ordinal) < 0 && !Schemes.ContainsKey(scheme)))
        {
            // Neither is it shown: a password may be anywhere in an address that is not understood.
            fault = Invalid($"{setting} is no address, and no directory's path either, since it has {(end < 0 ? "two slashes" : "a colon")} in it, so nothing is cached. For a directory of that name, begin with ./ or /. Valid: {Valid}.");
            return null;
        }
        if (!Schemes.TryGetValue(scheme, out var read))
        {
            var near = Nearest.Find(scheme, Schemes.Keys);
            fault = Invalid($"{setting}: no back end is called '{StepFaults.Shorten(scheme)}', so nothing is cached.{(near.Count > 0 ? $" Did you mean {string.Join(" or ", near.Select(name => name + "://"))}?" : "")} Valid: {Valid}.");
            return null;
        }
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.Fragment.Length > 0 || !TryReadOptions(address, options) || read(address, options) is not { } found)
        {
            var unknown = options.Keys.SelectMany(key => Nearest.Find(key, S3Options)).Except(options.Keys).ToList();
            fault = Invalid($"{setting}=\"{scheme}://…\" is not a valid address{(address is { HostNameType: UriHostNameType.IPv6, Scheme: "redis" or "rediss" } ? ": sccache knows no IPv6 address (0.19.0), name the host" : "")}, so nothing is cached.{(unknown.Count > 0 ? $" Did you mean {string.Join(" or ", unknown)}?" : "")} Valid: {Valid}.");
            return null;
        }
        return found;
    }

    // An absolute path, or a relative one that nobody could take for an address.
    private static bool IsPath(string text) =>
        (text[0] == '/' && !text.StartsWith("//", StringComparison.Ordinal)) || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal)
        || (text.IndexOfAny([':', '@']) < 0 && text.IndexOf("//", StringComparison.Ordinal) < 0);

    private static Finding Invalid(string text) => new(Rules.InvalidValue, text);

    private static BackEnd? ReadDirectory(string text, string setting, Func<string, string> fullPath, out Finding? fault)
    {
        fault = null;
        if (!text.Contains('/') && !text.Contains('.') && Nearest.Find(text, [Off, .. Schemes.Keys]) is { Count: > 0 } near)
        {
            fault = Invalid($"{setting}=\"{text}\" is no directory's path and no address, so nothing is cached. Did you mean {string.Join(" or ", near)}? Valid: {Valid}.");
            return null;
        }
        var directory = fullPath(text);
        return new BackEnd(Disk, directory, [new(LocalLevel.Variable, directory)]);
    }

    private static BackEnd? ReadRedis(Uri address, Dictionary<string, string> options)
    {
        var database = address.AbsolutePath.Trim('/');
        if (options.Count > 0 || address.HostNameType == UriHostNameType.IPv6 || (database.Length > 0 && !uint.TryParse(database, out _)))
        {
            return null;
        }
        var port = address.Port > 0 ? address.Port : 6379;
        var endpoint = $"{address.Scheme}://{address.Host}:{port}";
        var variables = new List<KeyValuePair<string, string>> { new("SCCACHE_REDIS_ENDPOINT", endpoint) };
        if (database.Length > 0)
        {
            variables.Add(new("SCCACHE_REDIS_DB", database));
        }
        return new BackEnd(Redis, database.Length > 0 ? $"{endpoint}/{database}" : endpoint, variables) { Address = new Uri(endpoint), Database = database };
    }

    private static BackEnd? ReadS3(Uri address, Dictionary<string, string> options)
    {
        var prefix = address.AbsolutePath.Trim('/');
        Uri? endpoint = null;
        if (options.Keys.Except(S3Options).Any()
            || (options.TryGetValue("endpoint", out var given) && !(Uri.TryCreate(given, UriKind.Absolute, out endpoint) && endpoint.Scheme is "http" or "https")))
        {
            return null;
        }
        var variables = new List<KeyValuePair<string, string>> { new("SCCACHE_BUCKET", address.Host) };
        Add("SCCACHE_S3_KEY_PREFIX", prefix);
        Add("SCCACHE_ENDPOINT", endpoint?.GetLeftPart(UriPartial.Path).TrimEnd('/') ?? "");
        Add("SCCACHE_S3_USE_SSL", endpoint is null ? "" : endpoint.Scheme == "https" ? "true" : "false");
        Add(Region, options.TryGetValue("region", out var region) ? region : "");
        return new BackEnd(S3, $"s3://{address.Host}{(prefix.Length > 0 ? "/" + prefix : "")}{(endpoint is null ? "" : $" at {endpoint.GetLeftPart(UriPartial.Authority)}")}", variables) { Address = endpoint };

        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                variables.Add(new(name, value));
            }
        }
    }

    private static BackEnd? ReadWebDav(Uri address, Dictionary<string, string> options)
    {
        if (options.Count > 0)
        {
            return null;
        }
        var endpoint = new Uri(address.AbsoluteUri.Substring("webdav+".Length));
        return new BackEnd(WebDav, endpoint.AbsoluteUri, [new("SCCACHE_WEBDAV_ENDPOINT", endpoint.AbsoluteUri.TrimEnd('/'))]) { Address = endpoint };
    }

    private static bool TryReadOptions(Uri address, Dictionary<string, string> options)
    {
        foreach (var pair in address.Query.TrimStart('?').Split('&').Where(pair => pair.Length > 0))
        {
            var parts = pair.Split(['='], 2);
            if (parts.Length != 2 || parts[1].Length == 0 || options.ContainsKey(parts[0]))
            {
                return false;
            }
            options[parts[0]] = Uri.UnescapeDataString(parts[1]);
        }
        return true;
    }
}
