namespace CacheTasks.TestSupport;

/// <summary>A file in the environment and its source in the cache, null when the cache has none.</summary>
public sealed record InstalledFile(string Path, string? Archive, FileKind Kind, long Bytes)
{
    public override string ToString() => $"{Kind} {Bytes} {Path}";
}
