using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>tmpfs(5) and ramfs keep files in memory: a restart or an unmount ends them.</summary>
internal sealed class InMemory : ShortLife
{
    public override string Owner => "the next restart";

    public override string? Find(IFileSystem files, string path, MountInfo mount, string? sourceTree) =>
        mount.FileSystem is "tmpfs" or "ramfs" ? $"{mount.MountPoint} is a {mount.FileSystem}, which is in memory" : null;
}
