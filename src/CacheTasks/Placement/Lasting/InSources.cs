using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>What lies in a checkout goes with it: <c>git clean -dfx</c> removes what is ignored, and a fresh clone has none of it.</summary>
internal sealed class InSources : ShortLife
{
    public override string Owner => "the checkout";

    public override string? Find(IFileSystem files, string path, MountInfo mount, string? sourceTree) =>
        sourceTree is not null && PathText.IsWithin(path, sourceTree) ? $"it lies inside the source tree {sourceTree}" : null;
}
