using System.Globalization;
using CacheTasks.Platform;

namespace CacheTasks.Tasks;

/// <summary>
/// Tells whether a step started anything: the children of this process that ended. Works where Exec starts its command in this very
/// process, which is so unless the build is multithreaded; then the current directory is not the project's.
/// </summary>
internal static class ChildMark
{
    private static readonly string Process =
#if NET
        Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
#else
        "0";
#endif

    public static string Now(IFileSystem files) => Process + ":" + files.EndedChildren().ToString(CultureInfo.InvariantCulture);

    /// <summary>Null when it cannot be told.</summary>
    public static bool? HasRun(IFileSystem files, string before, string? projectDirectory)
    {
        var parts = before.Split(':');
        return parts.Length != 2 || parts[0] != Process || projectDirectory is null
            || Path.GetFullPath(Directory.GetCurrentDirectory()).TrimEnd('/') != Path.GetFullPath(projectDirectory).TrimEnd('/')
            ? null
            : parts[1] != files.EndedChildren().ToString(CultureInfo.InvariantCulture);
    }
}
