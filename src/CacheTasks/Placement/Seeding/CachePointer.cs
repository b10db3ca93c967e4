namespace CacheTasks.Placement.Seeding;

/// <summary>A name in the cache that is part of a pointer.</summary>
/// <param name="Folder">Relative to the cache, names separated by <c>/</c>.</param>
internal sealed record PointerPart(string Folder, string Name)
{
    /// <summary>It is a symlink to this archive.</summary>
    public ArchiveId? Archive { get; init; }

    /// <summary>What the file holds; null: it is copied from the layer.</summary>
    public byte[]? Content { get; init; }

    public string Path => Folder + "/" + Name;
}

/// <summary>
/// What a tool looks up to find an unpacked wheel: for each wheel of an index a symlink, by which pruning knows that the archive is in use, and a
/// file with the archive's ID in it; for what was built from a source distribution a folder of such symlinks.
/// </summary>
/// <param name="Package">Name and version, for messages.</param>
/// <param name="Parts">In the order in which they are put: what makes the tool find the pointer comes last.</param>
internal sealed record CachePointer(string Package, IReadOnlyList<PointerPart> Parts)
{
    /// <summary>Equal wherever the tool would look for the same wheel.</summary>
    public string Key => Parts[Parts.Count - 1].Path;

    public IEnumerable<ArchiveId> Archives => Parts.Select(part => part.Archive).OfType<ArchiveId>();
}
