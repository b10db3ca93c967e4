using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>A lock file of a tool in its target: each profile has its own, and so has each triple that is built for.</summary>
/// <param name="Triple">The platform that is built for, empty for the host's own: <c>&lt;target&gt;/[triple/]profile/name</c>.</param>
/// <param name="Profile">The folder's name: debug, release, ….</param>
/// <param name="Device">As /proc/locks tells it: the superblock's, which on btrfs and overlay is not that of the status.</param>
internal sealed record LockFile(string Triple, string Profile, string Name, string Path, string Device, FileStatus Status)
{
    public bool Is(in FileLock row) => row.Kind == LockKind.Flock && row.Inode == Status.Inode && row.Device == Device;

    /// <summary>Several subvolumes of one superblock can have the same inode number.</summary>
    public bool IsAmbiguous => Device != Status.Device.ToString();

    /// <summary>As a person names it: <c>profile release</c>, <c>profile debug for aarch64-unknown-linux-gnu</c>.</summary>
    public string Place => $"profile {Profile}{(Triple.Length > 0 ? " for " + Triple : "")}";
}
