using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform;

/// <summary>
/// What is left for a user on a filesystem. <paramref name="Bytes"/>: free for others than root, and within the user's and the
/// group's quota. <paramref name="Inodes"/>: the same; null where the filesystem has no fixed number.
/// </summary>
/// <param name="ByQuota">A quota sets the limit, not the filesystem's size.</param>
internal readonly record struct Room(ulong Bytes, ulong? Inodes, bool ByQuota);

/// <summary>Asks how much a user can still write (statfs(2), quotactl_fd(2)).</summary>
internal interface IRoom
{
    /// <returns>Null where the filesystem does not tell.</returns>
    /// <param name="group">The group that new files in the directory get.</param>
    Room? Left(SafeFileHandle directory, uint user, uint group);
}
