using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>The directory of the local cache, made where it is missing, as the tool would.</summary>
internal static class CacheRoot
{
    /// <returns>Null with the reason when it cannot be made or opened.</returns>
    public static SafeFileHandle? Make(IFileSystem files, string path, out string why)
    {
        why = "";
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            why = exception.Message.TrimEnd('.');
            return null;
        }
        var opened = files.OpenDirectory(path, out var handle);
        var writable = opened.Succeeded ? files.CheckWritable(path) : opened;
        if (writable.Succeeded)
        {
            return handle;
        }
        handle.Dispose();
        why = $"{writable.Text} ({writable.Name})";
        return null;
    }
}
