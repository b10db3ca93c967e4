namespace CacheTasks.Platform;

/// <summary>
/// What statx(2) says of an entry of a tree that is moved, copied or removed. Times are nanoseconds since the epoch, sizes bytes;
/// <see cref="Allocated"/> is what the file takes up on disk, holes not counted.
/// </summary>
internal readonly record struct TreeStatus(
    FileKind Kind, Device Device, ulong Inode, ulong MountId, uint Owner, uint Group, uint Mode, uint Links, ulong Size, ulong Allocated, long Accessed, long Modified, long Changed)
{
    public bool IsSameFile(in TreeStatus other) => Inode == other.Inode && Device == other.Device;
}
