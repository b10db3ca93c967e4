using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// What an unpacked wheel should hold, by its RECORD (packaging.python.org, "Binary distribution format"): a line a file with path, hash
/// and size; RECORD itself has neither, and its signatures are not listed.
/// </summary>
internal sealed class WheelRecord
{
    // The largest wheels list some ten thousand files, 1.5 MB.
    private const int Longest = 64 * 1024 * 1024;
    private const string FolderEnding = ".dist-info";

    private WheelRecord(string folder) => Folder = folder;

    /// <summary>The dist-info folder's name.</summary>
    public string Folder { get; }

    public long Files { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Of all files, see <see cref="PathSum"/>.</summary>
    public ulong Sum { get; private set; }

    /// <summary>Files that have no size in it.</summary>
    public HashSet<ulong> Unsized { get; } = [];

    /// <summary>Room for RECORD and its signatures, whose sizes nothing tells.</summary>
    public long MostBytes => Bytes + Longest;

    /// <returns>Null where there is none: not an unpacked wheel, or not all of one.</returns>
    public static WheelRecord? Read(ITreeChanges trees, SafeFileHandle archive)
    {
        if (FindFolder(trees, archive) is not { } folder)
        {
            return null;
        }
        var opened = trees.OpenDirectory(archive, folder, out var handle);
        using (handle)
        {
            return opened.Succeeded && SmallFile.ReadBytes(trees, handle, "RECORD", Longest) is { } text ? Parse(folder, text) : null;
        }
    }

    /// <summary>The dist-info folder of an unpacked wheel.</summary>
    public static string? FindFolder(ITreeChanges trees, SafeFileHandle archive) =>
        trees.List(archive, out var entries).Succeeded ? entries.Select(entry => entry.Name.Text).FirstOrDefault(name => name.EndsWith(FolderEnding, StringComparison.Ordinal)) : null;

    public bool Matches(TransferResult result) => result.Fault is null && result.Files == Files && result.Sum == Sum;

    /// <param name="folder">The dist-info folder's name.</param>
    public static WheelRecord Parse(string folder, ReadOnlySpan<byte> text)
    {
        var record = new WheelRecord(folder);
        while (text.Length > 0)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text.Slice(0, end);
            text = end < 0 ? default : text.Slice(end + 1);
            line = line.Length > 0 && line[line.Length - 1] == '\r' ? line.Slice(0, line.Length - 1) : line;
            if (line.Length > 0)
            {
                record.Add(line);
            }
        }
        return record;
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        var comma = line.LastIndexOf((byte)',');
        var path = RecordLine.PathOf(line);
        var state = PathSum.Extend(PathSum.Start, path);
        var size = RecordLine.SizeOf(line.Slice(comma + 1));
        Files++;
        Bytes += Math.Max(0, size);
        Sum += PathSum.Of(state, size);
        if (size < 0)
        {
            Unsized.Add(state);
        }
    }
}
