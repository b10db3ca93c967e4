using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>Looks, tries, explains: the verdict on one pair (docs/verdict.md).</summary>
internal static class Colocator
{
    /// <param name="cache">Absolute path; need not exist.</param>
    /// <param name="target">Absolute path; need not exist.</param>
    /// <param name="cacheFiles">Where below the cache its files lie, see <see cref="CacheSample.FindFolder"/>.</param>
    public static Judgement Judge(IFileSystem files, string cache, string target, string cacheFiles = "", IReadOnlyList<Cause>? causes = null)
    {
        var cachePlace = PlaceFinder.Find(files, cache, out var cacheProblem);
        var targetPlace = PlaceFinder.Find(files, target, out var targetProblem, cachePlace);
        return cachePlace is null || targetPlace is null
            ? new Judgement(null, null, [], cacheProblem, targetProblem)
            : Judge(files, cachePlace, targetPlace, cacheFiles, causes ?? AllCauses.InOrder);
    }

    private static Judgement Judge(IFileSystem files, Place cache, Place target, string cacheFiles, IReadOnlyList<Cause> causes)
    {
        var source = cache.Exists && cacheFiles.Length > 0 && PlaceFinder.Find(files, CacheSample.FindFolder(cache.Existing, cacheFiles), out _, cache) is { } folder ? folder : cache;
        var pair = new Pair(source, target, files.EffectiveUser);
        var trials = Probe.Run(files, pair, FindSample(pair, cacheFiles));
        if (source != cache && trials.CreateInCache.Succeeded && files.CheckWritable(cache.Existing) is { Succeeded: false } unwritable)
        {
            trials = trials with { CreateInCache = unwritable };
        }
        var verdict = Explanation.Of(pair with { Cache = source with { Path = cache.Path } }, trials, causes, out var findings);
        return new Judgement(verdict, pair, findings, null, null) { Clock = trials.Clock };
    }

    // On an overlay a link of a file that lies in a lower layer copies it up: trying would change the cache.
    private static string? FindSample(Pair pair, string cacheFiles) =>
        cacheFiles.Length > 0 && pair.Cache.Exists && pair.Cache.Mount?.FileSystem != "overlay" ? CacheSample.Find(pair.Cache.Existing) : null;
}

/// <summary>The verdict with its causes; or, without one, why one of the paths cannot be a directory at all.</summary>
internal sealed record Judgement(Verdict? Verdict, Pair? Pair, IReadOnlyList<CauseFinding> Causes, PlaceProblem? CacheProblem, PlaceProblem? TargetProblem)
{
    /// <summary>The time by the target filesystem's own clock, nanoseconds since the epoch; 0 when nothing could be made there.</summary>
    public long Clock { get; init; }
}
