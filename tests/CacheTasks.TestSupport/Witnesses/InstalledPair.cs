namespace CacheTasks.TestSupport;

/// <summary>An installed file and the cached file it came from, if there is one.</summary>
internal sealed record InstalledPair(string Installed, string? Archive)
{
    internal IEnumerable<string> Both => Archive is null ? [Installed] : [Installed, Archive];
}
