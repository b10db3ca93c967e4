namespace CacheTasks.Outcome;

/// <summary>How one file came from the cache into the target.</summary>
internal enum Arrival
{
    /// <summary>The cache's file under a second name.</summary>
    Hardlink,

    /// <summary>Another file that shares its blocks.</summary>
    Clone,

    /// <summary>A clone too small to share anything.</summary>
    Inline,
    Symlink,
    Copy,

    /// <summary>Written by the tool itself; there is nothing in the cache to link.</summary>
    Own,
}
