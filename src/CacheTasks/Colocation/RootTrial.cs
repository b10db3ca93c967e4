using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// Tries whether a file can be moved between two folders of the cache, as a tool does with each new package: a sandbox can forbid it
/// (Landlock without LANDLOCK_ACCESS_FS_REFER, landlock(7)). A link stands for the move, since both need that right.
/// </summary>
internal static class RootTrial
{
    public static Errno Run(IFileSystem files, Place root, Place folder)
    {
        using var running = RunningProbes.Enter();
        if (!files.OpenDirectory(root.Existing, out var from).Succeeded || !files.OpenDirectory(folder.Existing, out var into).Succeeded)
        {
            return Errno.None;
        }
        using (from)
        using (into)
        using (var file = ProbeFile.Create(files, from))
        {
            return file.Created.Succeeded && new TriedLink(files, into, name => file.Link(into, name)).Errno is { Succeeded: false } moved && moved == Errno.EXDEV ? moved : Errno.None;
        }
    }
}
