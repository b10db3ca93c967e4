using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>
/// Where else a fresh file can be linked, tried only when the link from cache to target failed: an answer that tells causes with one
/// error number apart. Null: not tried, or not possible to try.
/// </summary>
/// <param name="InTarget">From the target into the target itself.</param>
/// <param name="InCache">From the cache into the cache itself.</param>
/// <param name="Back">From the target into the cache.</param>
internal sealed record LinkTests(Errno? InTarget, Errno? InCache, Errno? Back)
{
    public static readonly LinkTests None = new(null, null, null);

    /// <summary>The outermost directory above the target that files of the cache cannot be linked into, though into its parent they can.</summary>
    public string? TargetBoundary { get; init; }

    /// <summary>The same above the cache, for files of the target.</summary>
    public string? CacheBoundary { get; init; }

    /// <summary>Links work inside both directories, so only what lies between them forbids it.</summary>
    public bool WorkWithin => InTarget is { Succeeded: true } && InCache is { Succeeded: true };

    /// <summary>Not even inside one directory: the filesystem, or a policy, knows no link at all.</summary>
    public bool WorkNowhere => InTarget is { Succeeded: false };
}
