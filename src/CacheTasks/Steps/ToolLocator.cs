namespace CacheTasks.Steps;

/// <summary>Finds an executable as a shell does, so that the tool that is asked is the one that the step's command starts.</summary>
internal static class ToolLocator
{
    /// <returns>An absolute path; null when no folder of <paramref name="searchPath"/> has it.</returns>
    public static string? Find(string executable, string workingDirectory, string? searchPath)
    {
        if (executable.Contains('/'))
        {
            var path = Path.GetFullPath(Path.Combine(workingDirectory, executable));
            return IsExecutable(path) ? path : null;
        }
        foreach (var folder in (searchPath ?? "").Split(Path.PathSeparator))
        {
            // An empty entry means the working directory (POSIX, XBD 8.3).
            var path = Path.Combine(workingDirectory, folder, executable);
            if (IsExecutable(path))
            {
                return path;
            }
        }
        return null;
    }

    private static bool IsExecutable(string path)
    {
#if NET
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A symlink to nothing exists for File.Exists; a shell passes it over.
            return false;
        }
#else
        return File.Exists(path);
#endif
    }
}
