using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>How two paths lie to each other, by their text.</summary>
internal static class PathText
{
    /// <summary>The path is the folder or lies below it. Both absolute and without symlinks.</summary>
    public static bool IsWithin(string path, string folder)
    {
        var parent = folder.TrimEnd('/');
        return path.StartsWith(parent, StringComparison.Ordinal) && (path.Length == parent.Length || path[parent.Length] == '/');
    }

    /// <summary>The path lies below the folder. As above.</summary>
    public static bool IsBelow(string path, string folder) => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>A place's path without symlinks, with what does not exist yet at its end; as given where it cannot be opened.</summary>
    public static string RealPath(IFileSystem files, Place place)
    {
        var opened = files.OpenDirectory(place.Existing, out var handle);
        using (handle)
        {
            var existing = opened.Succeeded ? files.PathOf(handle) ?? place.Existing : place.Existing;
            return place.Exists ? existing : existing.TrimEnd('/') + "/" + place.Path.Substring(place.Existing.Length).TrimStart('/');
        }
    }
}
