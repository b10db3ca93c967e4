namespace CacheTasks.TestSupport;

/// <summary>Finds what an environment's RECORDs name, and the archive files behind it.</summary>
internal static class InstalledPairs
{
    // lib64 is a symbolic link to lib.
    private static readonly EnumerationOptions s_realFolders = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    internal static IReadOnlyList<InstalledPair> Find(string cache, string environment) =>
        [.. Directory.EnumerateDirectories(environment, "*.dist-info", s_realFolders)
            .SelectMany(distInfo => OfWheel(cache, environment, distInfo))];

    private static IEnumerable<InstalledPair> OfWheel(string cache, string environment, string distInfo)
    {
        var site = Path.GetDirectoryName(distInfo)!;
        var archive = Archive(cache, Path.GetFileName(distInfo));
        var data = Path.Combine(archive, Path.GetFileNameWithoutExtension(distInfo) + ".data");
        foreach (var line in File.ReadLines(Path.Combine(distInfo, "RECORD")))
        {
            var installed = Path.GetFullPath(Path.Combine(site, line.Split(',')[0]));
            var (inSite, inEnvironment) = (Path.GetRelativePath(site, installed), Path.GetRelativePath(environment, installed));
            string[] candidates =
            [
                Path.Combine(archive, inSite), Path.Combine(data, "purelib", inSite), Path.Combine(data, "platlib", inSite),
                Path.Combine(data, "data", inEnvironment), Path.Combine(data, "scripts", Path.GetRelativePath("bin", inEnvironment)),
            ];
            yield return new InstalledPair(installed, candidates.FirstOrDefault(path => IsBelow(archive, path) && File.Exists(path)));
        }
    }

    // uv's own pointers would tell which archive was used; a test has one archive of each wheel.
    private static string Archive(string cache, string distInfo) =>
        Directory.EnumerateDirectories(cache, "archive-v*")
            .SelectMany(Directory.EnumerateDirectories)
            .Single(archive => Directory.Exists(Path.Combine(archive, distInfo)));

    private static bool IsBelow(string folder, string path) =>
        Path.GetFullPath(path).StartsWith(folder + "/", StringComparison.Ordinal);
}
