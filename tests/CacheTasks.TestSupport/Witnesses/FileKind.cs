namespace CacheTasks.TestSupport;

/// <summary>How an installed file relates to the cached file it came from.</summary>
public enum FileKind
{
    /// <summary>The same inode.</summary>
    Hardlink,

    /// <summary>Another inode, the same blocks.</summary>
    Clone,

    /// <summary>Another inode on a filesystem that clones, and no blocks that could be shared: empty, or kept in the metadata.</summary>
    Inline,

    /// <summary>A symbolic link to the cached file.</summary>
    Symlink,

    /// <summary>The same bytes in blocks of its own.</summary>
    Copy,

    /// <summary>Written by the tool itself: nothing in the cache has these bytes.</summary>
    Own,
}
