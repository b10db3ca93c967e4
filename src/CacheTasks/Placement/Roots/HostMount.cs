using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Roots;

/// <summary>
/// Whether what is written to a mount leaves the container or chroot that this process runs in: a directory of the host that is bound into it
/// (the root field of mountinfo is not <c>/</c>), or another filesystem (mount(8), proc_pid_mountinfo(5)).
/// </summary>
internal static class HostMount
{
    // They end with the container that they were made for.
    private static readonly string[] OwnFilesystems = ["tmpfs", "ramfs", "devtmpfs", "overlay", "fuse.fuse-overlayfs"];

    /// <param name="at">The mount that the cache lies on.</param>
    /// <param name="top">The mount at <c>/</c>; null in a chroot that is no mount.</param>
    /// <param name="project">The mount ID of the project: that writes reach such a mount is plain.</param>
    /// <returns>3005, to be said once; null where nothing shows that the writes leave.</returns>
    public static Finding? Find(string root, MountInfo at, MountInfo? top, ulong project, Confinement? confined)
    {
        if (confined is null || at.IsReadOnly || at.Id == top?.Id || at.Id == project || !ComesFromOutside(at, top, confined))
        {
            return null;
        }
        var what = at.Root == "/" ? $"the whole {at.FileSystem} on {at.Source}" : $"{at.Root} of the {at.FileSystem} on {at.Source}";
        return new Finding(
            Rules.WritesReachHost,
            $"what is written below CacheTasksRoot={root} reaches the host: {at.MountPoint} is a read-write mount of {what} (mount {at.Id}, {at.Device}), and this build runs in a container or chroot ({confined.Evidence}). " +
            $"Where that is not meant, mount it read-only and name its folders as layers: `<CacheLayer Include=\"{root}/uv\" Tool=\"uv\" />`. Where it is: MSBuildWarningsAsMessages=CACHETASKS3005")
        { OncePerBuild = true };
    }

    private static bool ComesFromOutside(MountInfo at, MountInfo? top, Confinement confined) =>
        at.Root != "/" || (!confined.IsWeak && !OwnFilesystems.Contains(at.FileSystem) && !(top?.Device == at.Device && top.Root == "/"));
}
