using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Choosing;

/// <summary>The system as a placement asks it, at one moment.</summary>
internal sealed record PlacementSystem(IFileSystem Files, IUsers Users, IRoom Rooms, MountTable Mounts)
{
    public Colocator Colocator { get; } = new(Files, Mounts);

    public Watchdog Watchdog => Colocator.Watchdog;
}
