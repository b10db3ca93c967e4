using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <content>What filling a cache from layers needs to know of it.</content>
internal sealed partial class ToolProfile
{
    /// <summary>Empty: the tool's cache is not one of uv's kind.</summary>
    public IReadOnlyList<CacheBuckets> CacheBuckets { get; }

    /// <summary>Folders of the cache with what an index said of each package, a name with an optional final <c>*</c>; empty: the tool installs without asking an index.</summary>
    public string IndexBuckets => Text("IndexBuckets");

    /// <summary>The folders of a version; null when that is not known.</summary>
    public CacheBuckets? FindBuckets(NuGetVersion? version) =>
        version is null ? CacheBuckets.LastOrDefault() : CacheBuckets.FirstOrDefault(row => row.Versions.Satisfies(version));
}
