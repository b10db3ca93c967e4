using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>This user's own directory, which sccache asks before the back end and fills from it.</summary>
internal static class LocalLevel
{
    public const string Variable = "SCCACHE_DIR";

    /// <summary>What the step or the user names, else where sccache keeps it on its own (directories, XDG base directories). Made where it is missing.</summary>
    /// <returns>Null where there is none, or it cannot be written: then the back end alone is asked.</returns>
    public static string? Find(IFileSystem files, Step step, Func<string, string?> environment)
    {
        var named = EnvironmentList.Parse(step.EnvironmentVariables).LastOrDefault(pair => pair.Key == Variable).Value ?? environment(Variable);
        var path = named is { Length: > 0 } ? Path.GetFullPath(Path.Combine(step.WorkingDirectory, named))
            : environment("XDG_CACHE_HOME") is { Length: > 0 } cache && cache[0] == '/' ? Path.Combine(cache, "sccache")
            : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cache", "sccache")
            : null;
        try
        {
            return path is not null && Directory.CreateDirectory(path).Exists && files.CheckWritable(path).Succeeded ? path : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
