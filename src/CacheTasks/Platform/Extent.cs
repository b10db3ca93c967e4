namespace CacheTasks.Platform;

/// <summary>
/// Where the first extent of a file lies (fiemap in Documentation/filesystems/fiemap.rst). Two files share blocks when both
/// are <see cref="ExtentKind.Mapped"/> at one <see cref="Physical"/> byte address of one device.
/// </summary>
/// <param name="IsShared">Some other file has the block as well.</param>
internal readonly record struct Extent(ExtentKind Kind, ulong Physical, bool IsShared = false);

internal enum ExtentKind
{
    /// <summary>No extent: an empty or wholly sparse file.</summary>
    None,

    /// <summary>On disk at an address.</summary>
    Mapped,

    /// <summary>Stored in the inode (btrfs up to about 2 KiB): never shared, whatever made it.</summary>
    Inline,

    /// <summary>Not yet allocated, or at an address that the filesystem does not tell.</summary>
    Unknown,
}
