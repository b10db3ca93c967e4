using System.Security.Cryptography;
using System.Text;
using CacheTasks.Placement.Layers;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// A file among the cache's pointers that says what a complete seeding was made from and what it left there: as long as the lock files, the layers
/// and the wheels are the same, there is nothing to do. uv's pruning keeps it, cleaning removes it, which only costs the next seeding a look.
/// </summary>
internal sealed class SeedMarker
{
    private const string Prefix = ".cachetasks-seeded-";
    private const string Version = "cachetasks 1";
    private const int Longest = 16 * 1024 * 1024;
    private const uint Mode = 0x1A4;

    // A checkout that is gone leaves its marker; one that comes back after so long looks at its wheels once more.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly CopyTools _tools;
    private readonly string _cache;
    private readonly string _folder;
    private readonly string _layers;
    private readonly string _name;

    public SeedMarker(CopyTools tools, string cache, CacheBuckets buckets, string indexBuckets, IReadOnlyList<OpenLayer> layers, IReadOnlyList<string> files)
    {
        _tools = tools;
        _cache = cache;
        _folder = buckets.Wheels;
        _layers = string.Join("|", layers.Select(layer => Identify(layer, buckets)));
        _name = Prefix + Digest(string.Join("\n", [buckets.Wheels, buckets.Built, indexBuckets, .. layers.Select(layer => layer.Path), .. files])).Substring(0, 16);
    }

    public bool IsValid()
    {
        var opened = _tools.Trees.OpenDirectory(Path.Combine(_cache, _folder), out var folder);
        using (folder)
        {
            return opened.Succeeded && SmallFile.ReadBytes(_tools.Trees, folder, _name, Longest) is { } bytes && IsValid(Encoding.UTF8.GetString(bytes).Split('\n'));
        }
    }

    /// <param name="folder">Of the cache's pointers.</param>
    /// <param name="files">All that were read for what is needed.</param>
    public void Write(SafeFileHandle folder, IReadOnlyList<string> files, IReadOnlyCollection<CachePointer> pointers)
    {
        var lines = new List<string> { Version, "layers " + _layers };
        lines.AddRange(files.Select(file => $"needs {DigestOf(file)} {file}"));
        lines.AddRange(pointers.Select(pointer => "pointer " + pointer.Key));
        lines.AddRange(pointers.SelectMany(pointer => pointer.Archives).Distinct().Select(archive => $"archive {ChangeOf(archive.ToString())} {archive}"));
        lines.Add("end");
        var beside = Prefix + Guid.NewGuid().ToString("N").Substring(0, 12);
        var made = _tools.Transfer.CreateFile(folder, beside, Mode, out var file);
        using (file)
        {
            made = made.Succeeded ? _tools.Files.Write(file, Encoding.UTF8.GetBytes(string.Join("\n", lines))) : made;
        }
        RemoveOld(folder);
        _tools.Trees.RemoveFile(folder, _name);
        if (!made.Succeeded || !_tools.Trees.Rename(folder, beside, folder, _name).Succeeded)
        {
            _tools.Trees.RemoveFile(folder, beside);
        }
    }

    private void RemoveOld(SafeFileHandle folder)
    {
        // Listing moves the handle's own position.
        var opened = _tools.Trees.OpenDirectory(folder, ".", out var own);
        using (own)
        {
            foreach (var name in opened.Succeeded ? _tools.Files.FindNames(own, Prefix) : [])
            {
                if (_tools.Trees.Stat(own, name, out var status).Succeeded && DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(status.Modified / 1_000_000) > Kept)
                {
                    _tools.Trees.RemoveFile(own, name);
                }
            }
        }
    }

    private bool IsValid(string[] lines) =>
        lines.Length > 3 && lines[0] == Version && lines[lines.Length - 1] == "end" && lines[1] == "layers " + _layers && lines.Skip(2).Take(lines.Length - 3).All(IsValid);

    private bool IsValid(string line)
    {
        var words = line.Split([' '], 3);
        return words[0] switch
        {
            "needs" => words.Length == 3 && DigestOf(words[2]) == words[1],
            "pointer" => _tools.Files.Stat(Path.Combine(_cache, line.Substring("pointer ".Length)), followLink: false, out _).Succeeded,
            "archive" => words.Length == 3 && ChangeOf(words[2]) == words[1],
            _ => false,
        };
    }

    // A wheel that lost or got a file or folder in its first level, or was replaced, has another time.
    private string ChangeOf(string archive) =>
        _tools.Files.Stat(Path.Combine(_cache, archive), followLink: false, out var status).Succeeded ? $"{status.Inode}:{status.Modified}" : "none";

    // A layer that got a wheel has another time in the folder of its archives; one that was swapped is another directory.
    private string Identify(OpenLayer layer, CacheBuckets buckets) =>
        string.Join(",", new[] { ".", "archive-v0", buckets.Wheels, buckets.Built }.Select(name =>
            _tools.Trees.Stat(layer.Root, name, out var status).Succeeded ? $"{status.Device}:{status.Inode}:{status.Modified}" : "none"));

    private static string DigestOf(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var sha = SHA256.Create();
            return Hex(sha.ComputeHash(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "none";
        }
    }

    private static string Digest(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var sha = SHA256.Create();
        return Hex(sha.ComputeHash(stream));
    }

    private static string Hex(byte[] bytes) => string.Concat(bytes.Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
