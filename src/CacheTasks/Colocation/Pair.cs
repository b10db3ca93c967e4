using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>What was observed of a cache and a target: all that a cause may look at, so that a test needs only a record.</summary>
/// <param name="Cache">The directory that files are linked from: the cache, or the folder in it where its files lie.</param>
/// <param name="User">Effective user ID.</param>
internal sealed record Pair(Place Cache, Place Target, uint User)
{
    public bool SameFilesystem => Cache.FilesystemDevice == Target.FilesystemDevice;

    public bool SameMount => Cache.Status.MountId == Target.Status.MountId;

    /// <summary>The side where an operation failed. link(2) checks the target's mount, so a link that fails is the target's.</summary>
    public Place PlaceOf(Failure failure) => failure.Operation == Operation.CreateInCache ? Cache : Target;
}
