namespace CacheTasks.TestSupport;

/// <param name="Path">The file in the environment.</param>
/// <param name="Archive">Its source in the cache; null when the cache has none.</param>
public sealed record InstalledFile(string Path, string? Archive, FileKind Kind, long Bytes)
{
    public override string ToString() => $"{Kind} {Bytes} {Path}";
}
