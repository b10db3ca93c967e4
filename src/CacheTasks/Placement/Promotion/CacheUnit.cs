namespace CacheTasks.Placement.Promotion;

/// <summary>A small file or symlink of a uv cache beside its archives.</summary>
/// <param name="Folder">Relative to the cache.</param>
/// <param name="Archive">Of a symlink: the archive that it names.</param>
internal sealed record UnitFile(string Folder, string Name, string? Archive)
{
    public string Path => $"{Folder}/{Name}";
}

/// <summary>
/// What only makes sense together: the files of one wheel (<c>VERSION-TAGS</c>, <c>.http</c> or <c>.rev</c>, <c>.msgpack</c>), of one revision of
/// a source distribution, or one cached answer of an index.
/// </summary>
/// <param name="Key">The file by which uv finds the rest, so the last to be written; null where each file stands alone.</param>
/// <param name="Files">The rest, in the order in which they are written.</param>
internal sealed record CacheUnit(UnitFile? Key, IReadOnlyList<UnitFile> Files)
{
    public IEnumerable<string> Archives => Files.Where(file => file.Archive is not null).Select(file => file.Archive!).Distinct();

    public IEnumerable<UnitFile> InOrder => Key is null ? Files : Files.Append(Key);
}
