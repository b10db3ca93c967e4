using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Choosing;

/// <summary>Whether a cache would be removed with the target, or the target with it. Compared without symlinks.</summary>
internal sealed class Containment(IFileSystem files, Place target)
{
    private readonly string _target = PathText.RealPath(files, target);

    /// <returns>The cache is inside the target or the reverse, as a clause about the cache; null where they are apart.</returns>
    public string? FindOverlap(Place cache)
    {
        var path = PathText.RealPath(files, cache);
        return path == _target ? "is the target itself"
            : PathText.IsWithin(path, _target) ? "lies inside the target"
            : PathText.IsWithin(_target, path) ? "has the target inside it"
            : null;
    }
}
