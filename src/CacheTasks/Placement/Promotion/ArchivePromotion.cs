using CacheTasks.Diagnostics;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>Brings unpacked wheels into the store. Never by hard link: what an environment changes in its files must not reach the store.</summary>
internal sealed class ArchivePromotion(CopyTools tools, CancellationToken cancellation)
{
    private const uint ByUmask = 0x1FF;

    /// <param name="archives">Bucket and entry, such as <c>archive-v0/ID</c>.</param>
    public PromotedArchives Run(SafeFileHandle cache, SafeFileHandle store, IEnumerable<string> archives)
    {
        var means = new TransferMeans(TransferWay.Clone, mayLink: false);
        var promoted = new PromotedArchives(means);
        foreach (var bucket in archives.GroupBy(archive => archive.Split('/')[0]))
        {
            var errno = Open(cache, store, bucket.Key, out var from, out var to);
            using (from)
            using (to)
            {
                var orders = bucket.Select(archive => archive.Split('/')[1]).ToList();
                var present = errno.Succeeded ? orders.Where(name => tools.Trees.Stat(to, name, out _).Succeeded).ToList() : [];
                promoted.AddPresent(bucket.Key, present);
                var entries = orders.Except(present).Select(name => new EntryOrder(name) { IsWheel = true }).ToList();
                tools.Progress?.BeginGroups("promoting", "files", entries.Count, "packages");
                promoted.Add(bucket.Key, errno.Succeeded ? new EntryCopy(tools, cancellation).Run(from, to, entries, means) : entries.Select(entry => EntryOutcome.Failed(entry, new TransferFault(TransferRefusal.Failed, "", "opening", errno))));
            }
        }
        return promoted;
    }

    private Errno Open(SafeFileHandle cache, SafeFileHandle store, string bucket, out SafeFileHandle from, out SafeFileHandle to)
    {
        var errno = tools.Trees.OpenDirectory(cache, bucket, out from);
        if (!errno.Succeeded)
        {
            return NoHandle.After(errno, out to);
        }
        errno = tools.Files.MakeDirectory(store, bucket, ByUmask);
        return errno.Succeeded || errno == Errno.EEXIST ? tools.Trees.OpenDirectory(store, bucket, out to) : NoHandle.After(errno, out to);
    }
}

/// <summary>What became of the archives of one promotion.</summary>
internal sealed class PromotedArchives(TransferMeans means)
{
    private const int MostNamed = 3;

    private readonly HashSet<string> _there = new(StringComparer.Ordinal);
    private readonly List<EntryOutcome> _failed = [];

    public long Files { get; private set; }

    /// <summary>How most files came over.</summary>
    public TransferWay Way => means.Way;

    public bool Has(string archive) => _there.Contains(archive);

    public void AddPresent(string bucket, IEnumerable<string> names) => _there.UnionWith(names.Select(name => $"{bucket}/{name}"));

    public void Add(string bucket, IEnumerable<EntryOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (!outcome.IsThere)
            {
                _failed.Add(outcome);
                continue;
            }
            _there.Add($"{bucket}/{outcome.Entry.Name}");
            Files += outcome.State == EntryState.Copied ? outcome.Result?.Files ?? 0 : 0;
        }
    }

    private string Count => _failed.Count == 1 ? "1 package is" : $"{_failed.Count} packages are";

    public IEnumerable<Finding> Findings(string store)
    {
        if (_failed.FirstOrDefault(outcome => outcome.IsNoSpace) is { } full)
        {
            yield return new Finding(
                Rules.NoSpace,
                $"{Count} not promoted, {PrintedText.Of(store)} is full: {full.Why}. What is there is complete and can be used. Make room, and promote again.");
            yield break;
        }
        if (_failed.Count > 0)
        {
            var named = string.Join("; ", _failed.Take(MostNamed).Select(outcome => $"{outcome.Entry.Name} {outcome.Why}")) + (_failed.Count > MostNamed ? "; …" : "");
            yield return new Finding(
                Rules.SeedingIncomplete,
                $"{Count} not promoted: {PrintedText.Of(named)}. The rest is. Remove the package from the cache (uv cache clean NAME) and install it again where it is damaged.");
        }
    }
}
