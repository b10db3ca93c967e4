using CacheTasks.Placement.Caches;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>Compares a unit of the cache with what the store has of it, and writes what it lacks once its archives are there.</summary>
internal sealed class UnitMerge(ITreeChanges trees, OpenFolders local, SafeFileHandle store, OpenFolders stored)
{
    // A pointer has some hundred bytes; the answer of an index up to some megabytes.
    private const int LongestKey = 1 << 20;

    /// <summary>What is to be written, in order; empty when the store has the unit, or another of its own.</summary>
    /// <param name="replaced">Files of the store that lead nowhere or are older, and go first.</param>
    public IReadOnlyList<UnitFile> FindMissing(CacheUnit unit, out IReadOnlyList<UnitFile> replaced)
    {
        var missing = unit.InOrder.Where(file => !Has(file)).ToList();
        replaced = unit.Key is null ? Links(unit, missing, IsDead)
            : missing.Contains(unit.Key) ? Links(unit, missing, IsOther)
            : unit.Files.Count == 0 ? IsNewer(unit.Key) ? [unit.Key] : []
            : HasSameKey(unit.Key) ? Links(unit, missing, IsDead)
            : FindUseless(unit, ref missing);
        var again = replaced;
        return unit.InOrder.Where(file => missing.Contains(file) || again.Contains(file)).ToList();
    }

    private static IReadOnlyList<UnitFile> Links(CacheUnit unit, List<UnitFile> missing, Func<UnitFile, bool> replace) =>
        unit.Files.Where(file => file.Archive is not null && !missing.Contains(file) && replace(file)).ToList();

    // The store has the same wheel from elsewhere, or a revision of its own: that stays, unless its archive is gone.
    private IReadOnlyList<UnitFile> FindUseless(CacheUnit unit, ref List<UnitFile> missing)
    {
        if (unit.Files.Any(file => file.Folder != unit.Key!.Folder))
        {
            if (HasDeadRevision(unit.Key!))
            {
                return [unit.Key!, .. Links(unit, missing, IsDead)];
            }
            missing = [];
            return [];
        }
        var lost = missing;
        var dead = unit.Files.Where(file => file.Archive is not null && (lost.Contains(file) || IsDead(file))).ToList();
        if (dead.Count == 0)
        {
            missing = [];
            return [];
        }
        return [unit.Key!, .. dead.Where(file => !lost.Contains(file))];
    }

    /// <summary>Writes the files of a unit in their order; their archives are in the store.</summary>
    public Errno Write(FileCopy copy, IReadOnlyList<UnitFile> files, IReadOnlyList<UnitFile> replaced)
    {
        foreach (var file in replaced)
        {
            if (stored.Open(file.Folder, make: false, out var folder).Succeeded)
            {
                trees.RemoveFile(folder, file.Name);
            }
        }
        foreach (var file in files)
        {
            var errno = Write(copy, file);
            if (!errno.Succeeded && errno != Errno.EEXIST)
            {
                return errno;
            }
        }
        return Errno.None;
    }

    private Errno Write(FileCopy copy, UnitFile file)
    {
        var errno = stored.Open(file.Folder, make: true, out var to);
        if (!errno.Succeeded)
        {
            return errno;
        }
        if (file.Archive is not null)
        {
            return copy.Symlink(string.Concat(Enumerable.Repeat("../", file.Folder.Split('/').Length)) + file.Archive, to, file.Name);
        }
        errno = local.Open(file.Folder, make: false, out var from);
        return errno.Succeeded ? copy.Copy(from, to, file.Name) : errno;
    }

    private bool Has(UnitFile file) =>
        stored.Open(file.Folder, make: false, out var folder).Succeeded && trees.Stat(folder, file.Name, out _).Succeeded;

    private bool HasSameKey(UnitFile key) => ReadKey(local, key) is { } own && ReadKey(stored, key) is { } other && own.AsSpan().SequenceEqual(other);

    private byte[]? ReadKey(OpenFolders folders, UnitFile key) =>
        folders.Open(key.Folder, make: false, out var folder).Succeeded ? SmallFile.ReadBytes(trees, folder, key.Name, LongestKey) : null;

    // Left by a run that was killed before it wrote the key.
    private bool IsOther(UnitFile file) => StoredTarget(file) != file.Archive;

    private bool IsDead(UnitFile file) => StoredTarget(file) is not { } archive || !trees.Stat(store, archive, out var status).Succeeded || status.Kind != FileKind.Directory;

    // Folders beside the file that leads to one of them; all of them are what this user's or another's promotions brought.
    private bool HasDeadRevision(UnitFile key)
    {
        var links = Entries(key.Folder, FileKind.Directory).SelectMany(revision => Entries(revision.Path, FileKind.Symlink)).ToList();
        return links.Count > 0 && links.All(IsDead);
    }

    private List<UnitFile> Entries(string path, FileKind kind) =>
        stored.Open(path, make: false, out var folder).Succeeded && trees.List(folder, out var entries).Succeeded
            ? entries.Where(entry => trees.KindOf(folder, entry) == kind).Select(entry => new UnitFile(path, entry.Name.Text, null)).ToList()
            : [];

    private bool IsNewer(UnitFile file) =>
        local.Open(file.Folder, make: false, out var from).Succeeded && trees.Stat(from, file.Name, out var own).Succeeded
        && stored.Open(file.Folder, make: false, out var to).Succeeded && trees.Stat(to, file.Name, out var other).Succeeded && own.Modified > other.Modified;

    private string? StoredTarget(UnitFile file) =>
        stored.Open(file.Folder, make: false, out var folder).Succeeded && trees.ReadLink(folder, file.Name, out var content).Succeeded ? UvCacheScan.ArchiveOf(content) : null;
}
