namespace CacheTasks.Platform.Linux;

/// <summary>Reads files of /proc, which come and go with their processes.</summary>
internal static class ProcFile
{
    /// <summary>Empty when there is no such file, or it may not be read, or its process ended meanwhile (ESRCH).</summary>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
