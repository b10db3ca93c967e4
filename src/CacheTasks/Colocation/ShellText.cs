namespace CacheTasks.Colocation;

/// <summary>Paths inside the commands that a message offers.</summary>
internal static class ShellText
{
    private const string Plain = "/._-+,:@%~";

    /// <summary>In single quotes when a POSIX shell would read it otherwise.</summary>
    public static string Quote(string path) =>
        path.All(letter => char.IsLetterOrDigit(letter) || Plain.Contains(letter)) ? path : "'" + path.Replace("'", "'\\''") + "'";
}
