namespace CacheTasks.Outcome;

/// <summary>A package in a Python environment: its dist-info folder and the files that its RECORD lists.</summary>
/// <param name="SitePackages">The folder that RECORD's paths are relative to.</param>
/// <param name="DistInfo">The folder's name, such as <c>requests-2.34.2.dist-info</c>.</param>
internal sealed record InstalledWheel(string SitePackages, string DistInfo)
{
    private const string Ending = ".dist-info";

    public string RecordPath => Path.Combine(SitePackages, DistInfo, "RECORD");

    /// <summary>Name and version, as in <c>requests-2.34.2</c>.</summary>
    public string Name => DistInfo.Substring(0, DistInfo.Length - Ending.Length);

    /// <summary>The package's name as the folder spells it.</summary>
    public string Package => Name.Split('-')[0];

    public string Version => Name.Substring(Math.Min(Name.Length, Package.Length + 1));

    /// <summary>The environment that it is installed in; null in a <c>--target</c> folder.</summary>
    public string? Environment =>
        Path.GetFileName(SitePackages) == "site-packages" && Path.GetDirectoryName(Path.GetDirectoryName(SitePackages)) is { } library && Path.GetFileName(library) == "lib"
            ? Path.GetDirectoryName(library)
            : null;

    /// <summary>The listed files; none where there is no RECORD or it cannot be read.</summary>
    public List<RecordedFile> Files() => FilesOf(RecordPath);

    /// <summary>As <see cref="Files"/>, of any RECORD.</summary>
    public static List<RecordedFile> FilesOf(string record)
    {
        try
        {
            return RecordedFile.Parse(File.ReadAllBytes(record));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a listed file lies in the environment or target; scripts may lie above site-packages, data of some packages anywhere.</summary>
    public bool IsWithin(RecordedFile file)
    {
        var path = file.Path.Bytes;
        var levels = 0;
        for (; path.StartsWith("../"u8); levels++)
        {
            path = path.Slice(3);
        }
        return path.Length > 0 && path[0] != (byte)'/' && levels <= (Environment is null ? 0 : 3) && path.IndexOf("/../"u8) < 0;
    }

    /// <summary>All packages of an environment, a <c>--target</c> folder or a folder of tool environments, whole or not.</summary>
    public static IEnumerable<InstalledWheel> FindAll(string target) =>
        SitePackagesOf(target).SelectMany(folder => Folders(folder, "*" + Ending).Select(info => new InstalledWheel(folder, Path.GetFileName(info))));

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

    private static IEnumerable<string> Folders(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, pattern).OrderBy(path => path, StringComparer.Ordinal).ToList() : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
