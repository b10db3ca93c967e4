using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>What was tried on a pair and how the system answered, before any explanation.</summary>
internal sealed record Trials
{
    /// <summary>Creating a file in the cache.</summary>
    public Errno CreateInCache { get; init; }

    /// <summary>Creating a file in the target.</summary>
    public Errno CreateInTarget { get; init; }

    /// <summary>Writing one block to a file in the target.</summary>
    public Errno WriteToTarget { get; init; }

    public Errno Reflink { get; init; }

    public Errno Hardlink { get; init; }

    public Errno Symlink { get; init; }

    /// <summary>Set when link(2) succeeded but made a symlink, as some union filesystems do.</summary>
    public bool HardlinkIsSymlink { get; init; }

    /// <summary>The cache's own file that was tried; null when the cache has none, or linking it would change it.</summary>
    public string? Sample { get; init; }

    /// <summary>Linking <see cref="Sample"/>.</summary>
    public Errno SampleLink { get; init; }

    /// <summary>When the target's file was written, by its filesystem's own clock, nanoseconds since the epoch.</summary>
    public long Clock { get; init; }
}
