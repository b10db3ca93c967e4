using System.Buffers;
using System.Globalization;
using System.Text;

namespace CacheTasks.Platform;

/// <summary>
/// The mounts as /proc/self/mountinfo shows them at one moment (proc_pid_mountinfo(5)), kept as bytes: only the lines that are asked
/// for become strings, so that ten thousand mounts cost one pass. Without /proc the table is empty.
/// </summary>
/// <remarks>Lines are found by mount ID; by path only to choose how carefully a path must be touched.</remarks>
internal sealed class MountTable : IDisposable
{
    private readonly bool _pooled;
    private byte[] _lines;
    private int _length;

    public MountTable(byte[] lines)
        : this(lines, lines.Length, pooled: false)
    {
    }

    /// <param name="pooled">The array comes from the shared pool and goes back to it.</param>
    public MountTable(byte[] lines, int length, bool pooled)
    {
        _lines = lines;
        _length = length;
        _pooled = pooled;
    }

    private bool? _hasRemote;

    private ReadOnlySpan<byte> Lines => _lines.AsSpan(0, _length);

    /// <summary>Some mount is one that a dead server can block.</summary>
    public bool HasRemote => _hasRemote ??= FindRemote();

    /// <summary>The mount with this ID; null when it is not in this mount namespace.</summary>
    public MountInfo? Find(ulong mountId)
    {
        var wanted = Encoding.ASCII.GetBytes(mountId.ToString(CultureInfo.InvariantCulture) + " ");
        for (var rest = Lines; TryTake(ref rest, out var line);)
        {
            if (line.StartsWith(wanted))
            {
                return MountLine.Parse(line);
            }
        }
        return null;
    }

    /// <summary>The mount that a path seems to lie on: the longest mount point above it, of equal ones the last.</summary>
    /// <param name="path">Absolute and without symlinks.</param>
    public MountInfo? FindByPath(string path)
    {
        var wanted = Encoding.UTF8.GetBytes(path);
        ReadOnlySpan<byte> best = default;
        var longest = -1;
        for (var rest = Lines; TryTake(ref rest, out var line);)
        {
            var point = MountLine.Unescape(MountLine.Field(line, 4));
            if (point.Length >= longest && IsAtOrAbove(point, wanted))
            {
                longest = point.Length;
                best = line;
            }
        }
        return longest < 0 ? null : MountLine.Parse(best);
    }

    /// <summary>All mounts of one superblock, in the order in which they were made.</summary>
    /// <param name="device">As in mountinfo, <c>major:minor</c>.</param>
    public IEnumerable<MountInfo> OfFilesystem(string device)
    {
        var found = new List<MountInfo>();
        var wanted = Encoding.ASCII.GetBytes(device);
        for (var rest = Lines; TryTake(ref rest, out var line);)
        {
            if (MountLine.Field(line, 2).SequenceEqual(wanted) && MountLine.Parse(line) is { } mount)
            {
                found.Add(mount);
            }
        }
        return found;
    }

    public void Dispose()
    {
        if (_pooled && _lines.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_lines);
        }
        _lines = [];
        _length = 0;
    }

    private bool FindRemote()
    {
        for (var rest = Lines; TryTake(ref rest, out var line);)
        {
            if (FilesystemTypes.CanHang(MountLine.TypeOf(line)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsAtOrAbove(ReadOnlySpan<byte> point, ReadOnlySpan<byte> path) =>
        path.StartsWith(point) && (point.Length == path.Length || point.Length <= 1 || path[point.Length] == (byte)'/');

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        if (rest.IsEmpty)
        {
            line = default;
            return false;
        }
        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest.Slice(0, end);
        rest = end < 0 ? default : rest.Slice(end + 1);
        return true;
    }
}
