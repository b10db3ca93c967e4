namespace CacheTasks.Outcome;

/// <summary>
/// A package in a Python environment: its dist-info folder and the files that its RECORD lists (packaging.python.org, "Recording
/// installed projects").
/// </summary>
/// <param name="SitePackages">The folder that RECORD's paths are relative to.</param>
/// <param name="DistInfo">The folder's name, such as <c>requests-2.34.2.dist-info</c>.</param>
internal sealed record InstalledWheel(string SitePackages, string DistInfo)
{
    public string RecordPath => Path.Combine(SitePackages, DistInfo, "RECORD");

    /// <summary>Name and version, as in <c>requests-2.34.2</c>.</summary>
    public string Name => DistInfo.Substring(0, DistInfo.Length - ".dist-info".Length);

    /// <summary>The listed files, relative to <see cref="SitePackages"/>; byte code is left out, since the cache has none.</summary>
    public IEnumerable<string> Files() =>
        File.ReadLines(RecordPath).Select(FirstField).Where(path => path.Length > 0 && !path.EndsWith(".pyc", StringComparison.Ordinal));

    // CSV: a path with a comma or a quote is quoted, its quotes doubled.
    private static string FirstField(string line)
    {
        if (line.Length == 0 || line[0] != '"')
        {
            return line.Split(',')[0];
        }
        var end = 1;
        while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"')))
        {
            end += line[end] == '"' ? 2 : 1;
        }
        return line.Substring(1, Math.Max(0, end - 1)).Replace("\"\"", "\"");
    }

    /// <summary>All packages of an environment, a <c>--target</c> folder or a folder of tool environments.</summary>
    public static IEnumerable<InstalledWheel> FindAll(string target) =>
        SitePackagesOf(target).SelectMany(folder => Folders(folder, "*.dist-info").Select(info => new InstalledWheel(folder, Path.GetFileName(info))))
            .Where(wheel => File.Exists(wheel.RecordPath));

    private static IEnumerable<string> SitePackagesOf(string target)
    {
        yield return target;
        foreach (var environment in new[] { target }.Concat(Folders(target, "*")))
        {
            foreach (var python in Folders(Path.Combine(environment, "lib"), "python*"))
            {
                yield return Path.Combine(python, "site-packages");
            }
        }
    }

    private static IEnumerable<string> Folders(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, pattern).OrderBy(path => path, StringComparer.Ordinal) : [];
}
