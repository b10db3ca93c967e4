using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets;

/// <summary>
/// Finds the lock files of a target: two levels of folders, no symlinks. A folder that has one is a profile; another one may be a
/// triple with profiles in it.
/// </summary>
internal sealed class LockFiles(IFileSystem files, MountTable mounts)
{
    // More folders than anybody has profiles and triples; other folders of a target can hold thousands.
    private const int MostFolders = 256;

    /// <param name="target">Absolute; it may be a symlink. One that is missing or may not be read has no lock files.</param>
    /// <param name="names">File names, as the tool's profile gives them.</param>
    public IReadOnlyList<LockFile> Find(string target, IReadOnlyList<string> names)
    {
        var found = new List<LockFile>();
        if (names.Count == 0)
        {
            return found;
        }
        var opened = files.OpenDirectory(target, out var root);
        using (root)
        {
            if (opened.Succeeded)
            {
                FindIn(root, target, "", names, found);
            }
        }
        return found;
    }

    private void FindIn(SafeFileHandle folder, string path, string triple, IReadOnlyList<string> names, List<LockFile> found)
    {
        foreach (var entry in files.List(folder, MostFolders * 4).Where(entry => entry.Kind is null or FileKind.Directory).Take(MostFolders))
        {
            var opened = files.OpenDirectory(folder, entry.Name, out var child);
            using (child)
            {
                if (!opened.Succeeded)
                {
                    continue;
                }
                var childPath = Path.Combine(path, entry.Name);
                var before = found.Count;
                found.AddRange(names.Select(name => Describe(child, childPath, triple, entry.Name, name)).OfType<LockFile>());
                if (found.Count == before && triple.Length == 0)
                {
                    FindIn(child, childPath, entry.Name, names, found);
                }
            }
        }
    }

    private LockFile? Describe(SafeFileHandle folder, string path, string triple, string profile, string name) =>
        files.Stat(folder, name, out var status).Succeeded && status.Kind == FileKind.File
            ? new LockFile(triple, profile, name, Path.Combine(path, name), mounts.Find(status.MountId)?.Device ?? status.Device.ToString(), status)
            : null;
}
