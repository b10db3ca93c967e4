using CacheTasks.Platform;

namespace CacheTasks.Placement.Lasting;

/// <summary>One reason why what lies in a place goes away by itself. A new one is a class here and its place in <see cref="AllShortLives"/>.</summary>
internal abstract class ShortLife
{
    /// <summary>What ends it, to follow "goes with": "the container".</summary>
    public abstract string Owner { get; }

    /// <summary>The evidence as a clause that follows "goes with the container: "; null where this is not so.</summary>
    /// <param name="path">Absolute and without symlinks; need not exist.</param>
    /// <param name="mount">The mount that it lies on.</param>
    /// <param name="sourceTree">The checkout of the step; null: none.</param>
    public abstract string? Find(IFileSystem files, string path, MountInfo mount, string? sourceTree);
}
