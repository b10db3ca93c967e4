using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>Goes into the folders of a cache step by step, so that no symlink on the way leads out of it.</summary>
internal static class CacheFolders
{
    private const uint All = 0x1FF;

    /// <param name="path">Names separated by <c>/</c>.</param>
    public static Errno Open(ITreeChanges trees, SafeFileHandle root, string path, out SafeFileHandle handle) => Walk(trees, null, root, path, out handle);

    /// <summary>Makes what is missing, with the modes that the umask leaves, as the tool would.</summary>
    public static Errno Make(CopyTools tools, SafeFileHandle root, string path, out SafeFileHandle handle) => Walk(tools.Trees, tools.Files, root, path, out handle);

    /// <summary>Looks into each folder of a folder.</summary>
    public static void ForEach(ITreeChanges trees, SafeFileHandle root, string path, Action<SafeFileHandle, string> look)
    {
        var opened = Open(trees, root, path, out var folder);
        using (folder)
        {
            if (!opened.Succeeded || !trees.List(folder, out var entries).Succeeded)
            {
                return;
            }
            foreach (var name in entries.Where(entry => entry.Kind is FileKind.Directory or null).Select(entry => entry.Name.Text).OrderBy(name => name, StringComparer.Ordinal))
            {
                var entered = trees.OpenDirectory(folder, name, out var handle);
                using (handle)
                {
                    if (entered.Succeeded)
                    {
                        look(handle, name);
                    }
                }
            }
        }
    }

    private static Errno Walk(ITreeChanges trees, IFileSystem? makes, SafeFileHandle root, string path, out SafeFileHandle handle)
    {
        var at = root;
        var errno = NoHandle.After(Errno.None, out handle);
        foreach (var name in path.Split('/'))
        {
            errno = trees.OpenDirectory(at, name, out handle);
            if (errno == Errno.ENOENT && makes is not null)
            {
                var made = makes.MakeDirectory(at, name, All);
                errno = made.Succeeded || made == Errno.EEXIST ? trees.OpenDirectory(at, name, out handle) : made;
            }
            if (at != root)
            {
                at.Dispose();
            }
            if (!errno.Succeeded)
            {
                return errno;
            }
            at = handle;
        }
        return errno;
    }
}
