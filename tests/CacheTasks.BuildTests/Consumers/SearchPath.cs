using System.Collections.Concurrent;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>PATH as this process has it.</summary>
public static class SearchPath
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> s_without = new();

    private static IEnumerable<string> Folders =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Distinct();

    public static string? Find(string tool) =>
        Folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    /// <summary>
    /// PATH on which none of <paramref name="tools"/> is found. A folder that has one is replaced by links to
    /// everything else in it: it may be /usr/bin.
    /// </summary>
    public static string Without(params IReadOnlyList<string> tools) =>
        s_without.GetOrAdd(string.Join('+', tools), _ => new Lazy<string>(() => Build(tools))).Value;

    private static string Build(IReadOnlyList<string> tools) =>
        string.Join(Path.PathSeparator, Folders.Where(Directory.Exists)
            .Select(folder => tools.Any(tool => File.Exists(Path.Combine(folder, tool))) ? LinksToRest(folder, tools) : folder));

    private static string LinksToRest(string folder, IReadOnlyList<string> tools)
    {
        var links = Directory.CreateDirectory(Path.Combine(RunFolder.Instance.Location, "path", Guid.NewGuid().ToString("N")));
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
            if (!tools.Contains(Path.GetFileName(entry)))
                File.CreateSymbolicLink(Path.Combine(links.FullName, Path.GetFileName(entry)), entry);
        return links.FullName;
    }
}
