using System.Text;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// Which checkouts have built in a target, read from the dependency files that cargo writes beside each artifact: they name the sources
/// by absolute path (doc.rust-lang.org/cargo/reference/build-cache.html, "Dep-info files"). One that names a source of one's own is
/// one's own, whatever else it depends on; checkouts that are gone have nothing to lose.
/// </summary>
internal static class OtherCheckouts
{
    private const int MostFiles = 400;
    private const int LargestFile = 4 << 20;

    private static readonly string[] Marks = ["Cargo.toml"];

    /// <param name="own">Folders whose sources are one's own.</param>
    /// <returns>The root folder of each other checkout that still exists.</returns>
    public static IReadOnlyList<string> Find(string target, IReadOnlyList<string> own)
    {
        var mine = own.Where(folder => folder.Length > 0).Select(folder => folder.TrimEnd('/') + "/").ToList();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in DependencyFiles(target).Take(MostFiles))
        {
            var sources = Sources(Read(file)).Where(source => source[0] == '/' && !source.StartsWith(target + "/", StringComparison.Ordinal)).ToList();
            if (sources.Any(source => mine.Any(folder => source.StartsWith(folder, StringComparison.Ordinal))))
            {
                continue;
            }
            found.UnionWith(sources.Where(File.Exists).Select(RootOf).OfType<string>().Take(1));
        }
        return [.. found];
    }

    /// <summary>The words behind the colon of each rule; a blank in a path has a backslash before it.</summary>
    internal static IEnumerable<string> Sources(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }
            var word = new StringBuilder();
            for (var at = colon + 2; at <= line.Length; at++)
            {
                if (at == line.Length || (line[at] == ' ' && line[at - 1] != '\\'))
                {
                    if (word.Length > 0)
                    {
                        yield return word.ToString();
                    }
                    word.Clear();
                }
                else
                {
                    word.Append(line[at] == '\\' && at + 1 < line.Length && line[at + 1] == ' ' ? "" : line[at].ToString());
                }
            }
        }
    }

    // <target>/<profile>/*.d and <target>/<triple>/<profile>/*.d.
    private static IEnumerable<string> DependencyFiles(string target) =>
        Folders(target).SelectMany(folder => Folders(folder).Prepend(folder)).SelectMany(folder => Entries(folder, path => Directory.EnumerateFiles(path, "*.d")));

    private static IEnumerable<string> Folders(string folder) => Entries(folder, path => Directory.EnumerateDirectories(path).Where(IsReal));

    private static bool IsReal(string folder) => (File.GetAttributes(folder) & FileAttributes.ReparsePoint) == 0;

    private static List<string> Entries(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return list(folder).Take(MostFiles).ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Read(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return info.Length > LargestFile || (info.Attributes & FileAttributes.ReparsePoint) != 0 ? "" : File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Without version control the topmost folder with a manifest, which is the workspace's as a rule.
    private static string? RootOf(string source)
    {
        var folder = Path.GetDirectoryName(source)!;
        if (TargetLayout.FindCheckout(folder) is { } checkout)
        {
            return checkout;
        }
        string? topmost = null;
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            topmost = Marks.Any(mark => File.Exists(Path.Combine(at, mark))) ? at : topmost;
        }
        return topmost;
    }
}
