using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;

namespace CacheTasks.Outcome;

/// <summary>
/// A line of a RECORD (packaging.python.org, "Recording installed projects"): the path relative to site-packages, and the size in bytes, -1
/// where none is said.
/// </summary>
internal readonly struct RecordedFile(EntryName path, long size)
{
    public EntryName Path { get; } = path;

    public long Size { get; } = size;

    /// <summary>All files but byte code, which no wheel brings and anybody may remove.</summary>
    public static List<RecordedFile> Parse(ReadOnlySpan<byte> text)
    {
        var found = new List<RecordedFile>(text.Length / 100);
        while (text.Length > 0)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text.Slice(0, end);
            text = end < 0 ? default : text.Slice(end + 1);
            line = line.Length > 0 && line[line.Length - 1] == '\r' ? line.Slice(0, line.Length - 1) : line;
            var path = RecordLine.PathOf(line);
            if (path.Length > 0 && !path.EndsWith(".pyc"u8))
            {
                found.Add(new RecordedFile(Name(path), RecordLine.SizeOf(line.Slice(line.LastIndexOf((byte)',') + 1))));
            }
        }
        return found;
    }

    /// <summary>Above site-packages, as scripts are.</summary>
    public bool IsAbove => Path.Bytes.StartsWith("../"u8);

    public override string ToString() => Path.Text;

    private static EntryName Name(ReadOnlySpan<byte> path)
    {
        var bytes = new byte[path.Length + 1];
        path.CopyTo(bytes);
        return new EntryName(bytes);
    }
}
