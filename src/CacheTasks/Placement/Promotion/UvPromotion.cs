using CacheTasks.Diagnostics;
using CacheTasks.Placement.Caches;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>
/// Copies what a uv cache has and a store lacks: archives first, then what leads to them, so that whoever reads the store at any moment finds
/// each package complete or not at all.
/// </summary>
internal sealed class UvPromotion(CopyTools tools, CancellationToken cancellation)
{
    private readonly PromotionTally _tally = new();
    private readonly List<Finding> _findings = [];

    public PromotionResult Run(string cachePath, string storePath, bool dryRun)
    {
        var opened = tools.Files.OpenDirectory(cachePath, out var cache);
        using (cache)
        {
            if (!opened.Succeeded)
            {
                return new PromotionResult([$"{cachePath} holds nothing to promote: {opened.Text}"], []);
            }
            using var store = Store.Open(tools.Files, storePath, cache, make: !dryRun, out var fault);
            if (fault is not null)
            {
                return PromotionResult.Refused(fault);
            }
            if (dryRun)
            {
                return Plan(cache, store?.Handle, storePath);
            }
            using var turn = PromotionTurn.Take(tools, cache, store!, cancellation, out fault);
            return turn is null ? PromotionResult.Refused(fault!) : Promote(cache, store!);
        }
    }

    private PromotionResult Plan(SafeFileHandle cache, SafeFileHandle? store, string storePath)
    {
        using var local = new OpenFolders(tools, cache);
        using var stored = store is null ? null : new OpenFolders(tools, store);
        foreach (var unit in new UvCacheScan(tools.Trees).Run(cache))
        {
            var missing = stored is null ? unit.InOrder.ToList() : new UnitMerge(tools.Trees, local, store!, stored).FindMissing(unit, out _);
            _tally.Add(unit, missing.Count > 0);
        }
        return new PromotionResult([_tally.Planned(storePath)], []);
    }

    private PromotionResult Promote(SafeFileHandle cache, Store store)
    {
        using var local = new OpenFolders(tools, cache);
        using var stored = new OpenFolders(tools, store.Handle);
        // Here, since a run that was killed over its last act leaves nothing to copy, and so no staging by which the next one would clean up.
        StoreLeftovers.Remove(tools, store.Handle);
        var merge = new UnitMerge(tools.Trees, local, store.Handle, stored);
        var scan = new UvCacheScan(tools.Trees);
        var work = new List<UnitWork>();
        tools.Progress?.Begin("comparing", "entries");
        foreach (var unit in scan.Run(cache))
        {
            var missing = merge.FindMissing(unit, out var replaced);
            _tally.Add(unit, missing.Count > 0);
            tools.Progress?.Add(1);
            if (missing.Count > 0)
            {
                work.Add(new UnitWork(unit, missing, replaced));
            }
            else
            {
                LastUse.Renew(tools.Trees, stored, unit, DateTimeOffset.UtcNow);
            }
        }
        _findings.AddRange(scan.Unread.Select(folder => Skipped($"{folder.Path} cannot be read: {folder.Errno.Text}")));
        var archives = new ArchivePromotion(tools, cancellation).Run(cache, store.Handle, work.SelectMany(unit => unit.Archives).Distinct());
        Write(store, merge, work, archives);
        return new PromotionResult([_tally.Done(archives, store.Path)], [.. _findings, .. archives.Findings(store.Path)]);
    }

    private void Write(Store store, UnitMerge merge, IReadOnlyList<UnitWork> work, PromotedArchives archives)
    {
        if (work.Count == 0)
        {
            return;
        }
        using var staging = Staging.Create(tools, store.Handle, out var errno);
        if (staging is null)
        {
            _findings.Add(PromotionStop.Of(store.Path, errno));
            return;
        }
        var copy = new FileCopy(tools.Trees, staging.Handle);
        foreach (var unit in work.Where(unit => unit.Archives.All(archives.Has)))
        {
            errno = merge.Write(copy, unit.Missing, unit.Replaced);
            if (PromotionStop.Is(errno))
            {
                _findings.Add(PromotionStop.Of(store.Path, errno));
                break;
            }
            if (!errno.Succeeded)
            {
                _findings.Add(Skipped($"{unit.Unit.InOrder.Last().Path} cannot be copied: {errno.Text}"));
            }
        }
        _findings.AddRange(store.FindUnreadable(copy.Unreadable) is { } unreadable ? [unreadable] : []);
    }

    private static Finding Skipped(string what) => new(Rules.SeedingIncomplete, $"not promoted: {PrintedText.Of(what)}. The rest is.");

    private sealed record UnitWork(CacheUnit Unit, IReadOnlyList<UnitFile> Missing, IReadOnlyList<UnitFile> Replaced)
    {
        public IEnumerable<string> Archives => Missing.Where(file => file.Archive is not null).Select(file => file.Archive!);
    }
}
