using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>A path as a process knows its current directory: without symlinks.</summary>
internal static class RealPath
{
    /// <returns>As given where it cannot be opened.</returns>
    public static string Of(IFileSystem files, string path)
    {
        var opened = files.OpenDirectory(path, out var handle);
        using (handle)
        {
            return opened.Succeeded ? files.PathOf(handle) ?? path : path;
        }
    }
}
