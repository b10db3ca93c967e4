using CacheTasks.Placement.Promotion;

namespace CacheTasks.Placement.Collection;

/// <summary>What a store removes as a whole: the pointers of one wheel, or of one source distribution, with the archives that only they lead to.</summary>
/// <param name="IsKept">A lock file names it.</param>
internal sealed record StoreEntry(CacheUnit Unit, DateTimeOffset LastUsed, bool IsKept)
{
    /// <summary>Without an archive it is what is known of a wheel that nobody has unpacked.</summary>
    public bool IsPackage => Unit.Archives.Any();

    public bool IsWheel => UvCacheScan.IsBucket(Folder.Split('/')[0], UvCacheScan.Wheels);

    /// <summary>In which the file lies that leads to it; of what was built from a repository, in which all of it lies.</summary>
    public string Folder => Unit.InOrder.Last().Folder;
}
