using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>What was observed of a cache and a target: all that a cause may look at, so that a test needs only a record.</summary>
/// <param name="Cache">The directory that files are linked from: the cache, or the folder in it where its files lie.</param>
/// <param name="User">Effective user ID.</param>
internal sealed record Pair(Place Cache, Place Target, uint User)
{
    /// <summary>The cache itself; <see cref="Cache"/> where its files lie in no folder of their own.</summary>
    public Place Root { get => field ?? Cache; init; }

    /// <summary>It is the root of the cache that cannot be written, not the folder of its files.</summary>
    public bool RootBlocks { get; init; }

    /// <summary>A fresh file could be cloned across.</summary>
    public bool Clones { get; init; }

    /// <summary>A fresh file could be linked across.</summary>
    public bool Hardlinks { get; init; }

    /// <summary>What the system allows this process.</summary>
    public HostFacts Host { get; init; } = HostFacts.Plain;

    /// <summary>Where links do work, tried after one failed.</summary>
    public LinkTests Links { get; init; } = LinkTests.None;

    /// <summary>The same directories reached through one mount; null when there is none, or it was not looked for.</summary>
    public CommonMount? WayOut { get; init; }

    public bool SameFilesystem => Cache.FilesystemDevice == Target.FilesystemDevice;

    public bool SameMount => Cache.Status.MountId == Target.Status.MountId;

    /// <summary>Subvolumes of one btrfs: each has a device number of its own.</summary>
    public bool SameDevice => Cache.Status.Device == Target.Status.Device;

    /// <summary>The side where an operation failed. link(2) checks the target's mount, so a link that fails is the target's.</summary>
    public Place PlaceOf(Failure failure) => failure.Operation switch
    {
        Operation.CreateInCache => RootBlocks ? Root : Cache,
        Operation.LockCache or Operation.LockPackage or Operation.SymlinkInCache or Operation.MoveInCache => Root,
        _ => Target,
    };
}
