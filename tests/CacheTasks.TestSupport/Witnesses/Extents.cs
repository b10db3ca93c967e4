using System.Text.RegularExpressions;

namespace CacheTasks.TestSupport;

/// <summary>Where the blocks of files lie, as <c>filefrag</c> of e2fsprogs prints it.</summary>
public static partial class Extents
{
    /// <summary>
    /// Each file's extents, <c>START..END flags</c> in the filesystem's blocks. Files on a filesystem that cannot
    /// say (tmpfs) are absent, which is as good as no blocks: nothing there is shared.
    /// </summary>
    public static ILookup<string, Extent> Of(IReadOnlyCollection<string> paths)
    {
        var found = new List<(string Path, Extent Extent)>();
        var pending = new List<Extent>();
        foreach (var line in Filefrag(paths))
        {
            if (Row().Match(line) is { Success: true } row)
                pending.Add(new Extent(row.Groups["start"].Value, row.Groups["flags"].Value.Split(',')));
            else if (Summary().Match(line) is { Success: true } summary)
            {
                found.AddRange(pending.Select(extent => (summary.Groups["path"].Value, extent)));
                pending.Clear();
            }
        }

        return found.ToLookup(pair => pair.Path, pair => pair.Extent);
    }

    // -s: a block that was not written out yet has no place yet. The exit code is that of a file that cannot say.
    private static string[] Filefrag(IReadOnlyCollection<string> paths) =>
        paths.Count == 0 ? [] : new Command("filefrag", ["-s", "-v", .. paths]).Run().StandardOutput.Split('\n');

    [GeneratedRegex(@"^\s*\d+:\s*\d+\.\.\s*\d+:\s*(?<start>\d+)\.\.\s*\d+:\s*\d+:(?:\s*\d+:)?\s*(?<flags>\S*)")]
    private static partial Regex Row();

    [GeneratedRegex(@"^(?<path>/.*): \d+ extents? found")]
    private static partial Regex Summary();
}
