using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CacheTasks.TestSupport;

/// <summary>A real sparse registry of small crates, served to cargo over HTTP on this machine until it is disposed.</summary>
public sealed class CrateRegistry : IDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly HttpListener _listener = new();
    private readonly string _address;

    public CrateRegistry()
    {
        _address = $"http://127.0.0.1:{FreePort.Find()}/";
        _files["/index/config.json"] = Encoding.UTF8.GetBytes($$"""{"dl":"{{_address}}dl/{crate}-{version}.crate"}""");
        _listener.Prefixes.Add(_address);
        _listener.Start();
        _ = Task.Run(Serve);
    }

    public void Dispose() => _listener.Close();

    /// <summary>cargo asks this registry instead of crates.io.</summary>
    public void Configure(string cargoHome)
    {
        Directory.CreateDirectory(cargoHome);
        File.WriteAllText(Path.Combine(cargoHome, "config.toml"), $"[source.crates-io]\nreplace-with = \"local\"\n[source.local]\nregistry = \"sparse+{_address}index/\"\n");
    }

    /// <summary>A library whose function <c>text</c> gives its name and what the crates that it depends on give.</summary>
    public void Add(string name, string version, params IReadOnlyList<string> dependencies)
    {
        var manifest = $"[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2021\"\n[dependencies]\n" + string.Concat(dependencies.Select(other => $"{other} = \"1\"\n"));
        var source = $"pub fn text() -> String {{ String::from(\"{name}\"){string.Concat(dependencies.Select(other => $" + &{other.Replace('-', '_')}::text()"))} }}\n";
        var crate = Pack($"{name}-{version}", ("Cargo.toml", manifest), ("src/lib.rs", source));
        _files[$"/dl/{name}-{version}.crate"] = crate;
        var wanted = string.Join(',', dependencies.Select(other => $$"""{"name":"{{other}}","req":"^1","features":[],"optional":false,"default_features":true,"target":null,"kind":"normal"}"""));
        var line = $$"""{"name":"{{name}}","vers":"{{version}}","deps":[{{wanted}}],"cksum":"{{Convert.ToHexStringLower(SHA256.HashData(crate))}}","features":{},"yanked":false}""";
        _files.AddOrUpdate($"/index/{name[..2]}/{name[2..4]}/{name}", _ => Encoding.UTF8.GetBytes(line + "\n"), (_, lines) => [.. lines, .. Encoding.UTF8.GetBytes(line + "\n")]);
    }

    private static byte[] Pack(string folder, params IReadOnlyList<(string Path, string Text)> files)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            foreach (var (path, text) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{folder}/{path}") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }
        return packed.ToArray();
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            if (_files.TryGetValue(context.Request.Url!.AbsolutePath, out var content))
                await context.Response.OutputStream.WriteAsync(content);
            else
                context.Response.StatusCode = 404;
            context.Response.Close();
        }
    }
}
