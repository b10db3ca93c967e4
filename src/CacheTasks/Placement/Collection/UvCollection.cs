using CacheTasks.Diagnostics;
using CacheTasks.Placement.Caches;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Collection;

/// <summary>
/// Lists what a uv store holds, and removes from it what nobody has used for long and no lock file names: pointers first, then their archives, so
/// that whoever reads the store at any moment finds each package complete or not at all.
/// </summary>
internal sealed class UvCollection(CopyTools tools, CollectionRequest request, CancellationToken cancellation)
{
    private readonly List<(string Path, Errno Errno)> _failed = [];

    // Before the locks are waited for: what comes while this waits is not older.
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    public PromotionResult Run(string storePath)
    {
        using var store = Store.OpenToCollect(tools.Files, storePath, request.Removes, out var fault);
        fault ??= IsOther(store!) ? Store.NoStoreOfUv(store!) : null;
        // Who only looks takes no lock: the store may be one that this user cannot write to.
        using var turn = fault is null && request.Removes ? PromotionTurn.TakeAlone(tools, store!, cancellation, out fault) : null;
        if (store is null || fault is not null)
        {
            return PromotionResult.Refused(fault!);
        }
        var kept = request.Kept;
        if (request.Removes && request.ReadAgain is { } read)
        {
            (kept, var faults) = read();
            if (faults.Count > 0)
            {
                return new PromotionResult([], faults);
            }
        }
        tools.Progress?.Begin("reading", "entries");
        var inventory = StoreInventory.Read(tools, store.Handle, kept, cancellation);
        if (inventory.Fault is { } unread)
        {
            return PromotionResult.Refused(new Finding(
                Rules.SeedingIncomplete,
                $"nothing is removed from {PrintedText.Of(store.Path)}, since what is in use there is not known: {PrintedText.Of(unread.ToString())}. Collect as a user who may read all of it."));
        }
        return request.OlderThan is null ? List(store, inventory) : request.DryRun ? Plan(store, inventory) : Remove(store, inventory);
    }

    // Somebody's folder, in which a lock file would be a surprise.
    private bool IsOther(Store store)
    {
        var names = tools.Trees.List(store.Handle, out var entries).Succeeded ? entries.Select(entry => entry.Name.Text).Where(name => name.Length > 0 && name[0] != '.' && name is not ("CACHEDIR.TAG" or "lost+found")).ToList() : [];
        return names.Count > 0 && !names.Any(UvCacheScan.IsBucket);
    }

    private PromotionResult List(Store store, StoreInventory inventory)
    {
        var (own, garbage) = FindArchives(inventory, inventory.Entries, OldStrays(inventory));
        return new PromotionResult([.. Count(store, inventory, own, garbage).Listed(PrintedText.Of(store.Path))], []);
    }

    private PromotionResult Plan(Store store, StoreInventory inventory)
    {
        var wanted = Wanted(inventory).ToList();
        var (own, garbage) = FindArchives(inventory, wanted, OldStrays(inventory));
        return new PromotionResult([.. Count(store, inventory, own, garbage).Removed(PrintedText.Of(store.Path), wanted, "would remove")], []);
    }

    private PromotionResult Remove(Store store, StoreInventory inventory)
    {
        var leftovers = StoreLeftovers.Remove(tools, store.Handle);
        using var stored = new OpenFolders(tools, store.Handle);
        var removal = new EntryRemoval(tools, store.Handle, stored);
        var removed = Wanted(inventory).Where(entry => Note(entry.Folder, removal.Remove(entry))).ToList();
        var strays = OldStrays(inventory).Where(link => Note(link.Path, removal.RemoveStray(link))).ToList();
        foreach (var folder in inventory.EmptyFolders.Concat(strays.Select(link => link.Folder)).Distinct())
        {
            removal.RemoveEmpty(folder);
        }
        var (own, garbage) = FindArchives(inventory, removed, strays);
        var tally = new CollectionTally(inventory.Entries, _now) { Leftovers = leftovers };
        tools.Progress?.Begin("removing", "entries");
        using (var archives = new ArchiveRemoval(tools, store.Handle))
        {
            tally.Bytes = own.Aggregate(0UL, (sum, archive) => sum + (Remove(store, inventory, archives, archive) ?? 0));
            var freed = garbage.Select(archive => Remove(store, inventory, archives, archive)).OfType<ulong>().ToList();
            (tally.Garbage, tally.GarbageBytes) = (freed.Count, freed.Aggregate(0UL, (sum, bytes) => sum + bytes));
        }
        return new PromotionResult([.. tally.Removed(PrintedText.Of(store.Path), removed, "removed")], _failed.Count == 0 ? [] : [Kept(store)]);
    }

    /// <returns>The bytes that are free now; null where it stays.</returns>
    private ulong? Remove(Store store, StoreInventory inventory, ArchiveRemoval archives, string archive)
    {
        var bytes = inventory.Measure(store.Handle, [archive], cancellation);
        return Note(archive, archives.Remove(archive)) ? bytes : null;
    }

    private IEnumerable<StoreEntry> Wanted(StoreInventory inventory)
    {
        foreach (var entry in inventory.Entries.Where(entry => request.Wants(entry, _now)))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    private IEnumerable<UnitFile> OldStrays(StoreInventory inventory) => inventory.Strays.Where(stray => request.IsGarbage(stray.Since, _now)).Select(stray => stray.Link);

    /// <summary>Archives to which nothing leads once these are gone: those of the entries, and old ones to which nothing led before.</summary>
    private (IReadOnlyList<string> Own, IReadOnlyList<string> Garbage) FindArchives(StoreInventory inventory, IReadOnlyCollection<StoreEntry> entries, IEnumerable<UnitFile> strays)
    {
        var own = new HashSet<string>(entries.SelectMany(entry => entry.Unit.Archives), StringComparer.Ordinal);
        var free = inventory.FindUnreferenced(entries.SelectMany(entry => entry.Unit.Files).Concat(strays)).ToList();
        return (
            free.Where(archive => own.Contains(archive.Name)).Select(archive => archive.Name).ToList(),
            free.Where(archive => !own.Contains(archive.Name) && request.IsGarbage(archive.Since, _now)).Select(archive => archive.Name).ToList());
    }

    private CollectionTally Count(Store store, StoreInventory inventory, IReadOnlyList<string> own, IReadOnlyList<string> garbage)
    {
        tools.Progress?.Begin("measuring", "entries");
        return new CollectionTally(inventory.Entries, _now)
        {
            Bytes = inventory.Measure(store.Handle, own, cancellation),
            Garbage = garbage.Count,
            GarbageBytes = inventory.Measure(store.Handle, garbage, cancellation),
            Leftovers = StoreLeftovers.Remove(tools, store.Handle, countOnly: true),
        };
    }

    private bool Note(string path, Errno errno)
    {
        if (!errno.Succeeded)
        {
            _failed.Add((path, errno));
        }
        return errno.Succeeded;
    }

    private Finding Kept(Store store)
    {
        var (path, errno) = _failed[0];
        return new Finding(
            errno == Errno.EROFS ? Rules.ReadOnly : Rules.NotWritable,
            $"{(_failed.Count == 1 ? "1 entry is" : $"{_failed.Count} entries are")} not removed from {PrintedText.Of(store.Path)}: {PrintedText.Of(path)}: {errno.Text} ({errno.Name}). The rest is. Collect as the user who owns the store.");
    }
}
