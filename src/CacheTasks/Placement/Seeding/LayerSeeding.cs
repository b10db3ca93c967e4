using CacheTasks.Placement.Layers;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>Brings pointers of one layer, and what they point to, into the cache: archives first.</summary>
internal sealed class LayerSeeding(CopyTools tools, OpenLayer layer, SafeFileHandle cache, SeedReport report, CancellationToken cancellation)
{
    /// <summary>Why a pointer of this layer could not be brought, by its key.</summary>
    public Dictionary<string, string> Failed { get; } = new(StringComparer.Ordinal);

    /// <summary>What ended it early, since no other would fit either.</summary>
    public string? NoSpace { get; private set; }

    /// <param name="there">Archives that are in the cache, and good.</param>
    /// <param name="contents">Checksums are compared too.</param>
    /// <returns>The pointers that are in the cache now.</returns>
    public List<CachePointer> Bring(IReadOnlyList<CachePointer> pointers, HashSet<ArchiveId> there, bool contents)
    {
        var failed = new Dictionary<ArchiveId, EntryOutcome>();
        foreach (var bucket in pointers.SelectMany(pointer => pointer.Archives).Distinct().Where(archive => !there.Contains(archive)).GroupBy(archive => archive.Bucket))
        {
            tools.Progress?.BeginGroups("seeding", "files", bucket.Count(), "packages");
            foreach (var outcome in Copy(bucket.Key, bucket.Select(archive => new EntryOrder(archive.Id) { IsWheel = true, Replaces = true, ChecksContents = contents }).ToList()))
            {
                Note(outcome, new ArchiveId(bucket.Key, outcome.Entry.Name), there, failed);
            }
        }
        using var writer = new PointerWriter(tools, layer.Root, cache);
        var brought = pointers.Where(pointer => CanPut(pointer, there, failed) && Put(writer, pointer)).ToList();
        report.AddPackages(layer.Path, brought.Select(pointer => pointer.Package).Distinct().Count());
        return brought;
    }

    private IReadOnlyList<EntryOutcome> Copy(string bucket, List<EntryOrder> orders)
    {
        var opened = CacheFolders.Open(tools.Trees, layer.Root, bucket, out var from);
        using (from)
        {
            var made = CacheFolders.Make(tools, cache, bucket, out var to);
            using (to)
            {
                return opened.Succeeded && made.Succeeded
                    ? new EntryCopy(tools, cancellation).Run(from, to, orders, layer.Means)
                    : orders.Select(order => EntryOutcome.Failed(order, new TransferFault(TransferRefusal.Failed, "", opened.Succeeded ? "writing" : "reading", opened.Succeeded ? made : opened))).ToList();
            }
        }
    }

    private void Note(EntryOutcome outcome, ArchiveId archive, HashSet<ArchiveId> there, Dictionary<ArchiveId, EntryOutcome> failed)
    {
        if (outcome.IsThere)
        {
            there.Add(archive);
            if (outcome.State == EntryState.Copied)
            {
                report.AddFiles(outcome.Result!);
            }
            return;
        }
        failed[archive] = outcome;
        NoSpace ??= outcome.IsNoSpace ? outcome.Why : null;
    }

    private bool CanPut(CachePointer pointer, HashSet<ArchiveId> there, Dictionary<ArchiveId, EntryOutcome> failed)
    {
        foreach (var archive in pointer.Archives.Where(archive => !there.Contains(archive)))
        {
            Failed[pointer.Key] = $"{pointer.Package}: {archive} in {layer.Path}: {(failed.TryGetValue(archive, out var outcome) ? outcome.Why : "it was not reached")}";
            return false;
        }
        return true;
    }

    private bool Put(PointerWriter writer, CachePointer pointer)
    {
        cancellation.ThrowIfCancellationRequested();
        if (writer.Put(pointer) is not { } fault)
        {
            return true;
        }
        Failed[pointer.Key] = $"{pointer.Package}: {fault}";
        NoSpace ??= fault.IsNoSpace ? fault.ToString() : null;
        return false;
    }
}
