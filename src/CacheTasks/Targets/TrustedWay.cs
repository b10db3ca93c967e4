using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>The way to a folder: whoever can replace any folder on it can replace the last.</summary>
internal static class TrustedWay
{
    /// <param name="written">As somebody wrote the path.</param>
    /// <param name="real">The same without symlinks; where these lead elsewhere both ways count.</param>
    /// <param name="judge">What is wrong with one folder; null: nothing.</param>
    /// <returns>What is wrong with the first that is; null for a folder that is safe.</returns>
    public static string? FindFault(IFileSystem files, string written, string real, Func<string, FileStatus, string?> judge) =>
        FindFault(files, real, judge) ?? (written.TrimEnd('/') == real ? null : FindFault(files, written.TrimEnd('/'), judge));

    private static string? FindFault(IFileSystem files, string path, Func<string, FileStatus, string?> judge)
    {
        for (string? at = path; at is not null; at = Path.GetDirectoryName(at))
        {
            if (files.Stat(at, followLink: false, out var status).Succeeded && judge(at, status) is { } fault)
            {
                return fault;
            }
        }
        return null;
    }
}
