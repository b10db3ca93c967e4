using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>What was tried on a pair and how the system answered, before any explanation.</summary>
internal sealed record Trials
{
    /// <summary>Creating a file in the cache.</summary>
    public Errno CreateInCache { get; init; }

    /// <summary>Set when that failed in the root of the cache and not in the folder of its files.</summary>
    public bool RootBlocks { get; init; }

    /// <summary>Creating a file in the target.</summary>
    public Errno CreateInTarget { get; init; }

    /// <summary>Writing one block to a file in the target.</summary>
    public Errno WriteToTarget { get; init; }

    /// <summary>What fails inside a cache that is still empty.</summary>
    public IReadOnlyList<Failure> CacheWork { get; init; } = [];

    /// <summary>A symlink can be made but not followed: following it.</summary>
    public Errno FollowSymlink { get; init; }

    public Errno Reflink { get; init; }

    public Errno Hardlink { get; init; }

    public Errno Symlink { get; init; }

    /// <summary>Set when link(2) succeeded but made a symlink, as some union filesystems do.</summary>
    public bool HardlinkIsSymlink { get; init; }

    /// <summary>Two names of one file can show two inodes: sshfs, and an overlay whose lower layer has no file handles.</summary>
    public bool LinksAreHidden { get; init; }

    /// <summary>The cache's own files that were tried, one of each kind.</summary>
    public IReadOnlyList<SampleTrial> Samples { get; init; } = [];

    /// <summary>A file of the cache that the tool opens for writing at every start, and may not; null when there is none.</summary>
    public SampledFile? UnwritableFile { get; init; }

    /// <summary>One of the cache's own files that the tool copies and cannot write into then; null when there is none.</summary>
    public SampledFile? ReadOnlyCopy { get; init; }

    public LinkTests Links { get; init; } = LinkTests.None;

    /// <summary>What one link took, in nanoseconds, the first call aside; 0 when none worked, and on local filesystems.</summary>
    public long LinkTime { get; init; }

    /// <summary>When the target's file was written, by its filesystem's own clock, nanoseconds since the epoch.</summary>
    public long Clock { get; init; }
}
