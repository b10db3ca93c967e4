namespace CacheTasks.Tasks;

/// <summary>
/// How a diagnostic names a file of the project's own folder: relative to it, as compilers do. A file that is the project itself would else lose the
/// <c>[PROJECT]</c> at the end of its line, which MSBuild leaves out when both are the same text and without which GitHub makes no annotation.
/// </summary>
internal static class ShownFile
{
    public static string Of(string file, string? projectDirectory) =>
        projectDirectory is { Length: > 1 } folder && string.Equals(Path.GetDirectoryName(file), folder.TrimEnd('/', '\\'), StringComparison.Ordinal) ? Path.GetFileName(file) : file;
}
