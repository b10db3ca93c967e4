namespace CacheTasks.TestSupport;

/// <summary>A listing of everything below a folder, to compare with a later one.</summary>
public static class DirectoryTree
{
    /// <summary>
    /// Path, type, size, change time of the contents, owner and permissions of each entry; a file's link count and
    /// inode too, so that an entry replaced by an equal one shows. Directories show no time: making a file in one
    /// and removing it again changes it.
    /// </summary>
    /// <param name="folder">Nothing is listed when it does not exist.</param>
    /// <param name="links">Whether link counts, inodes and the texts of symlinks count: on FUSE they are what somebody remembers, or nobody may read.</param>
    public static IReadOnlyList<string> Listing(string folder, bool links = true)
    {
        if (!Directory.Exists(folder))
            return [];

        var found = new Command("find", folder, "-mindepth", "1",
            "(", "-type", "d", "-printf", "%P d %U %m\\n", ")", "-o", "-printf", "%P %y %s %T@ %U %m" + (links ? " %n %i %l" : "") + "\\n");
        var lines = found.Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }

    /// <summary>Checksum and path of each file.</summary>
    public static IReadOnlyList<string> Contents(string folder) =>
        new Command("sh", "-c", "find . -type f -exec sha256sum {} + | sort") { WorkingDirectory = folder }.Run().OrFail().StandardOutput.Split('\n');

    /// <summary>Lines that only one of the two listings has, marked with + and -.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        [.. before.Except(after).Select(line => "- " + line), .. after.Except(before).Select(line => "+ " + line)];
}
