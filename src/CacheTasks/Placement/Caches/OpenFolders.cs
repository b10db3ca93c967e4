using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Caches;

/// <summary>Folders of one cache, opened without following a symlink; the last one stays open for what comes next in it.</summary>
internal sealed class OpenFolders(CopyTools tools, SafeFileHandle root) : IDisposable
{
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
        var errno = make ? CacheFolders.Make(tools, root, path, out folder) : CacheFolders.Open(tools.Trees, root, path, out folder);
        if (errno.Succeeded)
        {
            (_path, _last) = (path, folder);
        }
        return errno;
    }
}
