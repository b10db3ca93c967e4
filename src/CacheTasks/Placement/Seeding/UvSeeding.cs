using CacheTasks.Placement.Layers;
using CacheTasks.Placement.Needs;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// Fills a cache of uv's kind from layers, in their order. What the cache has and is whole stays; a wheel that is damaged is replaced by
/// the layer's. Done under the cache's own lock, as uv takes it, and by one build at a time.
/// </summary>
internal sealed class UvSeeding(CopyTools tools, CacheBuckets buckets, string indexBuckets, SafeFileHandle cache, bool contents, CancellationToken cancellation)
{
    private readonly HashSet<ArchiveId> _there = [];
    private readonly Dictionary<string, CachePointer> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);

    /// <summary>What is in the cache now of what the step needs.</summary>
    public IReadOnlyCollection<CachePointer> Pointers => _done.Values;

    public void Run(IReadOnlyList<OpenLayer> layers, IReadOnlyList<NeededPackage> packages, string cachePath, SeedReport report)
    {
        var wanted = new WantedWheels(packages);
        var local = new PointerSearch(tools.Trees, cache, buckets, wanted).Find();
        var found = layers.Select(layer => new PointerSearch(tools.Trees, layer.Root, buckets, wanted).Find()).ToList();
        LookAtCache(local, found);
        for (var number = 0; number < layers.Count; number++)
        {
            if (!Bring(layers[number], found[number], cachePath, report))
            {
                break;
            }
            new IndexSeeding(tools, layers[number].Root, cache, indexBuckets).Bring(wanted.Names);
        }
        report.SetRefused(_failed.Where(failed => !_done.ContainsKey(failed.Key)).Select(failed => failed.Value));
        var had = new HashSet<string>(_done.Values.Select(pointer => pointer.Package).Concat(found.SelectMany(each => each.Pointers.Values).Select(pointer => pointer.Package)));
        report.SetMissing(packages.Select(package => $"{package.Name} {package.Version}").Distinct().Where(text => !had.Contains(text)));
    }

    private void LookAtCache(FoundPointers local, List<FoundPointers> found)
    {
        var archives = local.Pointers.Values.Concat(found.SelectMany(each => each.Pointers.Values)).SelectMany(pointer => pointer.Archives);
        _there.UnionWith(ArchiveCheck.FindGood(tools, cache, archives, contents, cancellation));
        foreach (var pointer in local.Pointers.Where(pointer => pointer.Value.Archives.All(_there.Contains)))
        {
            _done[pointer.Key] = pointer.Value;
        }
    }

    private bool Bring(OpenLayer layer, FoundPointers found, string cachePath, SeedReport report)
    {
        var seeding = new LayerSeeding(tools, layer, cache, report, cancellation);
        var brought = seeding.Bring(found.Pointers.Where(pointer => !_done.ContainsKey(pointer.Key)).Select(pointer => pointer.Value).ToList(), _there, contents);
        foreach (var pointer in brought)
        {
            _done[pointer.Key] = pointer;
        }
        foreach (var failed in seeding.Failed)
        {
            _failed[failed.Key] = failed.Value;
        }
        foreach (var refused in found.Refused)
        {
            _failed[refused.Key] = refused.Value;
        }
        if (seeding.NoSpace is { } why)
        {
            report.Add(SeedText.NoSpace(cachePath, why));
        }
        return seeding.NoSpace is null;
    }
}
