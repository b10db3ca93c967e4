using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>A name in an opened directory: where a tree lies, or will. The directory stays the same one whatever happens to its path.</summary>
internal sealed class Spot : IDisposable
{
    private Spot(string path, SafeFileHandle parent, string real)
    {
        Path = path;
        Parent = parent;
        Name = System.IO.Path.GetFileName(path);
        Real = real.TrimEnd('/') + "/" + Name;
    }

    /// <summary>As it was given, for messages.</summary>
    public string Path { get; }

    public SafeFileHandle Parent { get; }

    public string Name { get; }

    /// <summary>Without symlinks above the name.</summary>
    public string Real { get; }

    /// <summary>A name beside it that only a migration uses.</summary>
    public string Beside(string suffix) => Name + suffix;

    /// <returns>Null when the directory above cannot be opened.</returns>
    public static Spot? Open(IFileSystem files, string path, out Errno errno)
    {
        path = path.Length > 1 ? path.TrimEnd('/') : path;
        var above = System.IO.Path.GetDirectoryName(path);
        if (above is null)
        {
            errno = Errno.EISDIR;
            return null;
        }
        errno = files.OpenDirectory(above, out var parent);
        if (errno.Succeeded)
        {
            return new Spot(path, parent, files.PathOf(parent) ?? above);
        }
        parent.Dispose();
        return null;
    }

    public void Dispose() => Parent.Dispose();
}
