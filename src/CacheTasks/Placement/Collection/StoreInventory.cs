using CacheTasks.Placement.Caches;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Collection;

/// <param name="Name">Bucket and ID, such as <c>archive-v0/xZ4…</c>.</param>
/// <param name="Since">When it came to its place: a rename sets a directory's change time.</param>
internal sealed record StoredArchive(string Name, DateTimeOffset Since);

/// <summary>What a uv store holds: packages, and what nothing leads to. Reads only.</summary>
internal sealed class StoreInventory
{
    private readonly CopyTools _tools;
    private readonly ArchiveLinks _links;
    private readonly List<StoredArchive> _archives = [];

    private StoreInventory(CopyTools tools, ArchiveLinks links) => (_tools, _links) = (tools, links);

    public IReadOnlyList<StoreEntry> Entries { get; private set; } = [];

    /// <summary>Pointers of which a killed run left only the symlink, with the time at which that was.</summary>
    public IReadOnlyList<(UnitFile Link, DateTimeOffset Since)> Strays { get; private set; } = [];

    public IReadOnlyList<string> EmptyFolders => _links.EmptyFolders;

    /// <summary>Not all could be read: then nobody knows what is in use.</summary>
    public TreeFault? Fault { get; private set; }

    public static StoreInventory Read(CopyTools tools, SafeFileHandle store, KeptPackages kept, CancellationToken cancellation)
    {
        var inventory = new StoreInventory(tools, new ArchiveLinks(tools.Trees, cancellation));
        using var stored = new OpenFolders(tools, store);
        var scan = new UvCacheScan(tools.Trees);
        // Listing moves the handle's own position, and both list the root.
        inventory.Entries = OnOwnHandle(tools, store, scan.Run).Where(IsEntry)
            .Select(unit => new StoreEntry(unit, LastUse.Of(tools.Trees, stored, unit) ?? DateTimeOffset.MaxValue, kept.Has(unit))).ToList();
        inventory.Strays = scan.Strays.Select(link => (link, ChangeOf(tools, stored, link.Folder, link.Name))).ToList();
        OnOwnHandle(tools, store, root => { inventory._links.Find(root); return 0; });
        inventory.Fault = inventory._links.Fault ?? scan.Unread.Select(folder => new TreeFault(folder.Path, "reading", folder.Errno)).FirstOrDefault();
        CacheFolders.ForEach(tools.Trees, store, ".", (_, bucket) =>
        {
            if (UvCacheScan.IsBucket(bucket, UvCacheScan.Archives))
            {
                inventory.AddArchives(store, stored, bucket);
            }
        });
        return inventory;
    }

    /// <summary>Archives to which none of the store's symlinks leads but these.</summary>
    public IEnumerable<StoredArchive> FindUnreferenced(IEnumerable<UnitFile> but)
    {
        var gone = new HashSet<string>(but.Select(link => link.Path), StringComparer.Ordinal);
        var used = new HashSet<string>(_links.Found.Where(link => !gone.Contains(link.Path)).Select(link => link.Archive!), StringComparer.Ordinal);
        return _archives.Where(archive => !used.Contains(archive.Name));
    }

    /// <summary>Bytes on disk of these archives.</summary>
    public ulong Measure(SafeFileHandle store, IEnumerable<string> archives, CancellationToken cancellation)
    {
        var bytes = 0UL;
        foreach (var archive in archives)
        {
            var opened = CacheFolders.Open(_tools.Trees, store, archive, out var folder);
            using (folder)
            {
                bytes += opened.Succeeded ? TreeScan.Of(_tools.Trees, folder, _tools.Progress, cancellation).Allocated : 0;
            }
        }
        return bytes;
    }

    // What an index answered stays: it is small, and newer answers replace it. In the folder of a commit lies what was built from it.
    private static bool IsEntry(CacheUnit unit)
    {
        var folders = unit.InOrder.First().Folder.Split('/');
        return UvCacheScan.IsBucket(folders[0], UvCacheScan.Wheels)
            || (UvCacheScan.IsBucket(folders[0], UvCacheScan.Built) && (unit.Key is not null || (folders.Length > 3 && folders[1] == "git")));
    }

    // By their names: one that this user cannot open is an archive, too.
    private void AddArchives(SafeFileHandle store, OpenFolders stored, string bucket)
    {
        var errno = CacheFolders.Open(_tools.Trees, store, bucket, out var folder);
        using (folder)
        {
            IReadOnlyList<TreeEntry> entries = [];
            errno = errno.Succeeded ? _tools.Trees.List(folder, out entries) : errno;
            if (!errno.Succeeded)
            {
                Fault ??= new TreeFault(bucket, "reading", errno);
            }
            foreach (var id in entries.Where(entry => entry.Kind is FileKind.Directory or null).Select(entry => entry.Name.Text).Where(PlainName.Is).OrderBy(name => name, StringComparer.Ordinal))
            {
                _archives.Add(new StoredArchive($"{bucket}/{id}", ChangeOf(_tools, stored, bucket, id)));
            }
        }
    }

    private static DateTimeOffset ChangeOf(CopyTools tools, OpenFolders stored, string folder, string name) =>
        stored.Open(folder, make: false, out var handle).Succeeded && tools.Trees.Stat(handle, name, out var status).Succeeded
            ? DateTimeOffset.FromUnixTimeMilliseconds(status.Changed / 1_000_000)
            : DateTimeOffset.MaxValue;

    private static T OnOwnHandle<T>(CopyTools tools, SafeFileHandle store, Func<SafeFileHandle, T> read)
    {
        tools.Trees.OpenDirectory(store, ".", out var own);
        using (own)
        {
            return read(own);
        }
    }
}
