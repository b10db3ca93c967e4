using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Caches;

/// <summary>Opened folders of one cache, each level without following a symlink; a folder stays open for what comes next in it.</summary>
internal sealed class OpenFolders(IFileSystem files, ITreeChanges trees, SafeFileHandle root) : IDisposable
{
    private const uint ByUmask = 0x1FF;

    private string _path = "";
    private SafeFileHandle? _last;

    public void Dispose() => _last?.Dispose();

    /// <param name="path">Relative to the cache.</param>
    /// <param name="make">Folders that are missing, with the mode that the umask leaves.</param>
    /// <param name="folder">Good until the next call.</param>
    public Errno Open(string path, bool make, out SafeFileHandle folder)
    {
        if (_last is not null && path == _path)
        {
            folder = _last;
            return Errno.None;
        }
        _last?.Dispose();
        _last = null;
        var errno = Walk(path.Split('/'), make, out folder);
        if (errno.Succeeded)
        {
            (_path, _last) = (path, folder);
        }
        return errno;
    }

    private Errno Walk(string[] names, bool make, out SafeFileHandle folder)
    {
        folder = root;
        foreach (var name in names)
        {
            var errno = trees.OpenDirectory(folder, name, out var next);
            if (errno == Errno.ENOENT && make)
            {
                next.Dispose();
                errno = files.MakeDirectory(folder, name, ByUmask);
                errno = errno.Succeeded || errno == Errno.EEXIST ? trees.OpenDirectory(folder, name, out next) : NoHandle.After(errno, out next);
            }
            if (!ReferenceEquals(folder, root))
            {
                folder.Dispose();
            }
            folder = next;
            if (!errno.Succeeded)
            {
                return errno;
            }
        }
        return Errno.None;
    }
}
