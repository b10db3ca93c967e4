#if NET
using System.IO.Enumeration;
#endif

namespace CacheTasks.Colocation;

/// <summary>
/// Picks one of the cache's own files: a fresh file says what the filesystem can do, a real one what owner, mode and layer allow
/// (facts/linking.md §1). The largest of a few, since tiny ones are special on some filesystems.
/// </summary>
internal static class CacheSample
{
    private const int Few = 8;
    private const int MostFolders = 16;

    /// <summary>The folder of the cache that holds the files which are linked; the cache itself when there is none yet.</summary>
    /// <param name="cache">An existing directory.</param>
    /// <param name="pattern">A folder name with an optional final <c>*</c>; of several the one with the highest number.</param>
    public static string FindFolder(string cache, string pattern)
    {
        if (pattern.Length == 0)
        {
            return cache;
        }
        try
        {
            return Directory.EnumerateDirectories(cache, pattern).OrderBy(folder => folder.Length).ThenBy(folder => folder, StringComparer.Ordinal).LastOrDefault() ?? cache;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return cache;
        }
    }

    /// <summary>Null when there is no file in the first folders.</summary>
    public static string? Find(string folder)
    {
#if NET
        try
        {
            var folders = new Queue<string>([folder]);
            for (var read = 0; read < MostFolders && folders.Count > 0; read++)
            {
                var at = folders.Dequeue();
                using var entries = new FewEntries(at);
                entries.Read();
                if (entries.LargestFile is { } file)
                {
                    return Path.Combine(at, file);
                }
                foreach (var deeper in entries.Folders)
                {
                    folders.Enqueue(Path.Combine(at, deeper));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is no sample; the probe of the directory itself will say why.
        }
#endif
        return null;
    }

#if NET
    /// <summary>Looks at the entries of one folder without making an object of each.</summary>
    private sealed class FewEntries(string folder) : FileSystemEnumerator<bool>(folder)
    {
        private long _largest = -1;
        private int _files;

        public string? LargestFile { get; private set; }

        public List<string> Folders { get; } = [];

        /// <summary>An entry is included, and so ends the enumeration, when enough were seen.</summary>
        public void Read() => MoveNext();

        protected override bool ShouldIncludeEntry(ref FileSystemEntry entry)
        {
            // Pointers and environments in a cache are symlinks; a link of one says nothing about files.
            if ((entry.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                return false;
            }
            if (entry.IsDirectory)
            {
                Folders.Add(entry.FileName.ToString());
                return Folders.Count >= Few;
            }
            if (entry.Length > _largest)
            {
                _largest = entry.Length;
                LargestFile = entry.FileName.ToString();
            }
            return ++_files >= Few;
        }

        protected override bool TransformEntry(ref FileSystemEntry entry) => true;
    }
#endif
}
