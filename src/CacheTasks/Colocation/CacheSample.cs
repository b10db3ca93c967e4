namespace CacheTasks.Colocation;

/// <summary>
/// Picks one of the cache's own files: a fresh file says what the filesystem can do, a real one what owner, mode and layer allow
/// (facts/linking.md §1). The largest of a few, since tiny ones are special on some filesystems.
/// </summary>
internal static class CacheSample
{
    private const int Few = 8;
    private const int Deepest = 6;

    /// <summary>The folder of the cache that holds the files which are linked; the cache itself when there is none yet.</summary>
    /// <param name="cache">An existing directory.</param>
    /// <param name="pattern">A folder name with an optional final <c>*</c>; of several the last by name is the newest.</param>
    public static string FindFolder(string cache, string pattern)
    {
        if (pattern.Length == 0)
        {
            return cache;
        }
        try
        {
            return Directory.EnumerateDirectories(cache, pattern).OrderBy(folder => folder, StringComparer.Ordinal).LastOrDefault() ?? cache;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return cache;
        }
    }

    /// <summary>Null when there is no file within a few levels.</summary>
    public static string? Find(string folder)
    {
        try
        {
            return FindIn(new DirectoryInfo(folder), Deepest);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? FindIn(DirectoryInfo folder, int levels)
    {
        FileInfo? largest = null;
        DirectoryInfo? deeper = null;
        var files = 0;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            // Pointers and environments in a cache are symlinks; a link of one says nothing about files.
            if ((entry.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                continue;
            }
            if (entry is FileInfo file)
            {
                largest = largest is null || file.Length > largest.Length ? file : largest;
                files++;
            }
            else
            {
                deeper ??= entry as DirectoryInfo;
            }
            if (files >= Few)
            {
                break;
            }
        }
        return largest?.FullName ?? (deeper is not null && levels > 0 ? FindIn(deeper, levels - 1) : null);
    }
}
