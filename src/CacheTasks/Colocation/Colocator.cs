using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>Looks, tries, explains: the verdict on one pair (docs/verdict.md).</summary>
internal sealed class Colocator(IFileSystem files, MountTable mounts, IReadOnlyList<Cause>? causes = null)
{
    private const int MostTries = 20;

    // A host of containers can have thousands of mounts of one filesystem; what the first ones cannot, the others will not.
    private const int MostWays = 8;

    private readonly IReadOnlyList<Cause> _causes = causes ?? AllCauses.InOrder;
    private readonly SharedTrials _shared = new(files);

    /// <summary>Touches what may hang before this process does; whoever looks at more than a pair asks the same one.</summary>
    public Watchdog Watchdog { get; } = new(files, mounts);

    /// <summary>Look at every file of the cache instead of a handful.</summary>
    public bool SampleAll { get; init; }

    /// <summary>Many pairs will come: what one tells of others is not tried again.</summary>
    public bool Shares { get; init; }

    /// <summary>As the method below, for one pair alone.</summary>
    public static Judgement Judge(IFileSystem files, string cache, string target, string cacheFiles = "", IReadOnlyList<Cause>? causes = null)
    {
        using var mounts = files.ReadMounts();
        return new Colocator(files, mounts, causes).Judge(cache, target, cacheFiles);
    }

    /// <param name="cache">Absolute path; need not exist.</param>
    /// <param name="target">Absolute path; need not exist.</param>
    /// <param name="cacheFiles">Where below the cache its files lie, see <see cref="CacheSample.FindFolder"/>.</param>
    /// <param name="rewritten">Names of files that the tool writes itself in each target.</param>
    /// <param name="opened">Files in the cache that the tool opens for writing whenever it starts, each as a folder pattern and a name.</param>
    public Judgement Judge(string cache, string target, string cacheFiles = "", IReadOnlyList<string>? rewritten = null, IReadOnlyList<string>? opened = null)
    {
        if ((Watchdog.FindSilent(cache) ?? Watchdog.FindSilent(target)) is { } silent)
        {
            return new Judgement(null, null, [NoAnswer.Find(silent)], null, null);
        }
        for (var tries = 1; ; tries++)
        {
            var cachePlace = PlaceFinder.Find(files, mounts, cache, out var cacheProblem);
            var targetPlace = PlaceFinder.Find(files, mounts, target, out var targetProblem, cachePlace);
            if (cachePlace is null || targetPlace is null)
            {
                return new Judgement(null, null, [], cacheProblem, targetProblem);
            }
            var judgement = Judge(cachePlace, targetPlace, cacheFiles, rewritten ?? [], opened ?? []);
            if (tries == MostTries || !IsGone(judgement.Verdict!))
            {
                return judgement;
            }
        }
    }

    // Another run of the tool cleans its cache meanwhile: what was found is not there any more, and is looked for again.
    private static bool IsGone(Verdict verdict) =>
        new[] { verdict.CacheBlocked?.Errno, verdict.TargetBlocked?.Errno, verdict.Hardlink.Errno, verdict.Reflink.Errno }.Any(errno => errno == Errno.ENOENT || errno == Errno.ESTALE);

    private Judgement Judge(Place cache, Place target, string cacheFiles, IReadOnlyList<string> rewritten, IReadOnlyList<string> openedFiles)
    {
        var source = cache.Exists && cacheFiles.Length > 0 && PlaceFinder.Find(files, mounts, CacheSample.FindFolder(cache.Existing, cacheFiles), out _, cache) is { } folder ? folder : cache;
        var pair = new Pair(source, target, files.EffectiveUser) { Root = cache };
        var samples = source != cache ? CacheSample.Find(files, source.Existing, rewritten, SampleAll) : [];
        var trials = Shares ? _shared.Run(pair, known => Probe.Run(files, pair, samples, known)) : Probe.Run(files, pair, samples);
        if (cacheFiles.Length > 0 && FindUnwritable(cache, openedFiles) is { } foreign)
        {
            trials = trials with { UnwritableFile = foreign };
        }
        if (source != cache && trials.CreateInCache.Succeeded && files.CheckWritable(cache.Existing) is { Succeeded: false } unwritable)
        {
            // The folder of the files says nothing of the cache's root, which the tool writes to as well.
            trials = trials with { CreateInCache = unwritable, RootBlocks = true };
        }
        var cold = cacheFiles.Length > 0 && samples.Count == 0 && trials.CreateInCache.Succeeded;
        if (cold)
        {
            trials = trials with { CacheWork = CacheWork.Try(files, cache) };
        }
        pair = NeedsReasons(trials) ? Investigate(pair, trials) : pair;
        if (cold && trials.Hardlink == Errno.EXDEV && new Sandbox().Explains(new Failure(Operation.Hardlink, Errno.EXDEV), pair) && !CacheWork.CanMove(files, cache, source))
        {
            trials = trials with { CacheWork = [.. trials.CacheWork, new Failure(Operation.MoveInCache, Errno.EXDEV)] };
        }
        var verdict = Explanation.Of(pair with { Cache = pair.Cache with { Path = cache.Path } }, trials, _causes, out var findings);
        return new Judgement(verdict, pair, findings, null, null) { Clock = trials.Clock, LinkTime = trials.LinkTime };
    }

    // Files that the tool opens for writing whenever it starts; those that are not there it makes.
    private SampledFile? FindUnwritable(Place cache, IReadOnlyList<string> openedFiles)
    {
        foreach (var pattern in cache.Exists ? openedFiles : [])
        {
            var wanted = Path.GetDirectoryName(pattern) ?? "";
            var folder = CacheSample.FindFolder(cache.Existing, wanted);
            var path = Path.Combine(folder, Path.GetFileName(pattern));
            if ((folder != cache.Existing || wanted.Length == 0) && files.Stat(path, followLink: true, out var status).Succeeded && files.CheckReadWrite(path) == Errno.EACCES)
            {
                return new SampledFile(path, status, 0, 0);
            }
        }
        return null;
    }

    // A filesystem that has no clones is no riddle.
    private static bool NeedsReasons(Trials trials) =>
        !trials.Hardlink.Succeeded || !trials.CreateInCache.Succeeded || !trials.CreateInTarget.Succeeded || !trials.WriteToTarget.Succeeded
        || !trials.Symlink.Succeeded || trials.CacheWork.Count > 0 || !trials.FollowSymlink.Succeeded || trials.ReadOnlyCopy is not null || trials.UnwritableFile is not null || trials.HardlinkIsSymlink
        || (!trials.Reflink.Succeeded && trials.Reflink != Errno.EOPNOTSUPP)
        || trials.Samples.Any(sample => !sample.Link.Succeeded || !sample.Read.Succeeded);

    private Pair Investigate(Pair pair, Trials trials)
    {
        pair = pair with
        {
            Cache = pair.Cache with { Details = Inspect(pair.Cache) },
            Target = pair.Target with { Details = Inspect(pair.Target) },
            Host = files.Host,
            Links = trials.Links,
            RootBlocks = trials.RootBlocks,
            Clones = trials.Reflink.Succeeded,
            Hardlinks = trials.Hardlink.Succeeded,
        };
        if (trials.Hardlink != Errno.EXDEV)
        {
            return pair;
        }
        return pair.SameMount
            ? pair.Target.IsNetwork ? pair with { Links = BoundarySearch.Complete(files, pair, trials.Links) } : pair
            : pair with { WayOut = CommonMount.Find(files, mounts, pair.Root, pair.Target).Take(MostWays).FirstOrDefault(Links) };
    }

    // Offered only when it was seen to work.
    private bool Links(CommonMount way)
    {
        var cache = PlaceFinder.Find(files, mounts, way.Cache, out _);
        var target = PlaceFinder.Find(files, mounts, way.Target, out _);
        return cache is not null && target is not null && Probe.Run(files, new Pair(cache, target, files.EffectiveUser), []).Hardlink.Succeeded;
    }

    private DirectoryDetails Inspect(Place place)
    {
        if (!files.OpenDirectory(place.Existing, out var handle).Succeeded)
        {
            return DirectoryDetails.None;
        }
        using (handle)
        {
            return files.Inspect(handle);
        }
    }
}

/// <summary>The verdict with its causes; or, without one, why one of the paths cannot be a directory at all.</summary>
internal sealed record Judgement(Verdict? Verdict, Pair? Pair, IReadOnlyList<CauseFinding> Causes, PlaceProblem? CacheProblem, PlaceProblem? TargetProblem)
{
    /// <summary>The time by the target filesystem's own clock, nanoseconds since the epoch; 0 when nothing could be made there.</summary>
    public long Clock { get; init; }

    /// <summary>What one hard link took, in nanoseconds; 0 when none worked.</summary>
    public long LinkTime { get; init; }
}
