using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>
/// The writable layer of a container: an overlay as the root directory, or a folder that another storage driver mounts there where the runtime
/// left its mark (Docker's and podman's files). The mark alone is none: images of virtual machines are made from containers.
/// </summary>
internal sealed class ContainerLayer : ShortLife
{
    public IReadOnlyList<string> Marks { get; init; } = ["/.dockerenv", "/run/.containerenv"];

    public override string Owner => "the container";

    public override string? Find(IFileSystem files, string path, MountInfo mount, string? sourceTree)
    {
        if (mount.MountPoint != "/")
        {
            return null;
        }
        var mark = mount.FileSystem is "overlay" or "fuse.fuse-overlayfs" ? "" : mount.Root == "/" ? null : Marks.FirstOrDefault(file => files.Stat(file, followLink: false, out _).Succeeded);
        return mark is null ? null : $"/ is its own layer ({mount.FileSystem}{(mark.Length > 0 ? ", " + mark : "")})";
    }
}
