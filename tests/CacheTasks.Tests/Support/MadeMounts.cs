using System.Text;
using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Support;

/// <summary>
/// Bind mounts of one filesystem without mounting: a folder is the first mount's view of a directory, a symlink to it the view of another
/// mount, and each path's status has the ID of the mount whose point lies above it.
/// </summary>
internal sealed class MadeMounts : IDisposable
{
    private const string Device = "8:1";

    private readonly TemporaryDirectory _folder = new("mounts");
    private readonly List<(string Point, ulong Id)> _points = [];
    private readonly StringBuilder _lines = new();
    private readonly List<byte> _odd = [];

    public string this[params ReadOnlySpan<string> parts] => _folder[parts];

    public void Dispose() => _folder.Dispose();

    public MadeMounts Folder(string path)
    {
        Directory.CreateDirectory(_folder[path]);
        return this;
    }

    /// <summary>The same directory at another path.</summary>
    public MadeMounts Same(string path, string folder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        Directory.CreateSymbolicLink(_folder[path], _folder[folder]);
        return this;
    }

    /// <param name="root">In the filesystem.</param>
    /// <param name="point">Below the temporary folder.</param>
    public MadeMounts Mount(ulong id, string root, string point, string options = "rw", string device = Device)
    {
        _points.Add((_folder[point], id));
        _lines.Append($"{id} 1 {device} {Escape(root)} {Escape(_folder[point])} {options},relatime - ext4 /dev/sda1 rw\n");
        return this;
    }

    /// <summary>A line with bytes that are no UTF-8.</summary>
    public MadeMounts Raw(params ReadOnlySpan<byte> line)
    {
        _odd.AddRange(line);
        return this;
    }

    /// <summary>The ways as <c>mount cache target</c>, with a mark where the target's path changes.</summary>
    public IEnumerable<string> Find(string cache, string target)
    {
        var files = new FaultyFileSystem { StatusAt = (path, status) => status with { MountId = IdAt(path) } };
        using var mounts = new MountTable([.. _odd, .. Encoding.UTF8.GetBytes(_lines.ToString())]);
        var cachePlace = PlaceFinder.Find(files, mounts, _folder[cache], out _)!;
        var targetPlace = PlaceFinder.Find(files, mounts, _folder[target], out _)!;
        return CommonMount.Find(files, mounts, cachePlace, targetPlace)
            .Select(way => $"{way.Mount.Id} {Below(way.Cache)} {Below(way.Target)}{(way.MovesTarget ? " moves" : "")}").ToList();
    }

    private string Below(string path) => Path.GetRelativePath(_folder.Location, path);

    // The last one made is on top.
    private ulong IdAt(string path) => _points.Where(mount => path == mount.Point || path.StartsWith(mount.Point + "/", StringComparison.Ordinal))
        .OrderBy(mount => mount.Point.Length).Select(mount => mount.Id).LastOrDefault();

    private static string Escape(string path) => path.Replace("\\", "\\134").Replace(" ", "\\040").Replace("\t", "\\011").Replace("\n", "\\012");
}
