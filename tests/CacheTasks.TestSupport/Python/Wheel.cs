using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace CacheTasks.TestSupport;

/// <summary>A small but real wheel, so that no test needs a package index.</summary>
public sealed class Wheel(string name, string version = "1.0")
{
    private const int Executable = 0b111_101_101;
    private const int Readable = 0b110_100_100;
    private readonly List<(string Path, byte[] Content, int Mode)> _files = [];
    private readonly List<string> _entryPoints = [];

    public string Name => name;

    public string Version => version;

    private string DistInfo => $"{name}-{version}.dist-info";

    /// <summary>One of each kind that tools or filesystems treat differently; most files have blocks of their own.</summary>
    public static Wheel Mixed(string name) =>
        new Wheel(name)
            .Module("__init__", 0)
            .Module("tiny", 300)
            .Module("one", 5_000).Module("two", 6_000).Module("three", 9_000).Module("four", 12_000)
            .Module("five", 16_000).Module("six", 20_000).Module("seven", 24_000).Module("eight", 28_000)
            .Module("large", 64 * 1024)
            .Script(name + "-shell", "#!/bin/sh\necho shell\n")
            .Script(name + "-python", "#!python\nprint('python')\n")
            .Data($"purelib/{name}_beside.py", 7_000)
            .Data($"data/share/{name}/manual.txt", 8_000)
            .EntryPoint(name + "-entry", $"{name}.one:main");

    /// <summary>A module of exactly this size; the text is a comment, different in each file.</summary>
    public Wheel Module(string module, int bytes) => Add($"{name}/{module}.py", Text(module, bytes), Readable);

    /// <summary>A file of <c>.data</c> that an installer puts elsewhere, unchanged.</summary>
    public Wheel Data(string path, int bytes) => Add($"{name}-{version}.data/{path}", Text(path, bytes), Readable);

    /// <summary>A file of <c>.data/scripts</c>; uv rewrites those that begin with <c>#!python</c>.</summary>
    public Wheel Script(string script, string content) =>
        Add($"{name}-{version}.data/scripts/{script}", Encoding.UTF8.GetBytes(content), Executable);

    /// <summary>A console script; uv generates it, no cached file belongs to it.</summary>
    public Wheel EntryPoint(string script, string reference)
    {
        _entryPoints.Add($"{script} = {reference}");
        return this;
    }

    public string PathIn(string folder) => Path.Combine(folder, $"{name}-{version}-py3-none-any.whl");

    /// <summary>Gives the path of the wheel.</summary>
    public string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = PathIn(folder);
        var files = _files.Concat(Metadata()).ToList();
        var record = string.Concat(files.Select(file => $"{file.Path},sha256={Digest(file.Content)},{file.Content.Length}\n"))
            + $"{DistInfo}/RECORD,,\n";
        files.Add(($"{DistInfo}/RECORD", Encoding.UTF8.GetBytes(record), Readable));

        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var file in files)
        {
            var entry = archive.CreateEntry(file.Path);
            entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
            entry.ExternalAttributes = (0x8000 | file.Mode) << 16;
            using var stream = entry.Open();
            stream.Write(file.Content);
        }

        return path;
    }

    private IEnumerable<(string Path, byte[] Content, int Mode)> Metadata()
    {
        yield return Meta("METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n");
        yield return Meta("WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        if (_entryPoints.Count > 0)
            yield return Meta("entry_points.txt", "[console_scripts]\n" + string.Join('\n', _entryPoints) + "\n");
    }

    private (string Path, byte[] Content, int Mode) Meta(string file, string text) => ($"{DistInfo}/{file}", Encoding.UTF8.GetBytes(text), Readable);

    private Wheel Add(string path, byte[] content, int mode)
    {
        _files.Add((path, content, mode));
        return this;
    }

    private byte[] Text(string module, int bytes)
    {
        var line = $"# {name} {version} {module}: a line that differs from file to file\n";
        return [.. Enumerable.Repeat(Encoding.UTF8.GetBytes(line), (bytes / line.Length) + 1).SelectMany(part => part).Take(bytes)];
    }

    // RECORD wants URL-safe base64 without padding.
    private static string Digest(byte[] content) =>
        Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
