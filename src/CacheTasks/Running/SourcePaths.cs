namespace CacheTasks.Running;

/// <summary>Makes paths absolute that rustc and cargo print relative to the workspace, and uv to where it runs.</summary>
/// <param name="working">Where the tool runs.</param>
/// <param name="workspace">The workspace's root; empty when it is not known.</param>
internal sealed class SourcePaths(string working, string workspace)
{
    // Warnings come in thousands from few files.
    private const int MostKept = 4096;

    private readonly Dictionary<(string, string), string> _found = [];

    /// <param name="near">A file of the same package, such as its manifest: the workspace is that folder or one above; null when none is known.</param>
    public string Full(string path, string? near = null)
    {
        if (_found.TryGetValue((path, near ?? ""), out var known))
        {
            return known;
        }
        var full = Find(path, new[] { workspace, working }.Concat(Above(near is null ? working : Path.GetDirectoryName(near))));
        if (_found.Count < MostKept)
        {
            _found[(path, near ?? "")] = full;
        }
        return full;
    }

    /// <summary>A file that is looked for from the working directory upwards, as uv does for a project.</summary>
    public string Upwards(string path) => Find(path, Above(working));

    private static string Find(string path, IEnumerable<string?> roots)
    {
        try
        {
            var candidates = roots.Where(root => !string.IsNullOrEmpty(root)).Select(root => Path.GetFullPath(Path.Combine(root!, path))).ToList();
            return candidates.Find(File.Exists) ?? candidates[0];
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or NotSupportedException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    private static IEnumerable<string> Above(string? folder)
    {
        for (; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder!;
        }
    }
}
