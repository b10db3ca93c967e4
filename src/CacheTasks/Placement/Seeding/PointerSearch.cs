using CacheTasks.Placement.Needs;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>What a cache has of what a step needs.</summary>
/// <param name="Pointers">By <see cref="CachePointer.Key"/>.</param>
/// <param name="Refused">Pointers that contradict themselves, by the same key, as sentences.</param>
internal sealed record FoundPointers(IReadOnlyDictionary<string, CachePointer> Pointers, IReadOnlyDictionary<string, string> Refused);

/// <summary>
/// Finds the pointers of a cache to the wheels that a step needs: <c>wheels-v7/pypi/NAME</c> and <c>wheels-v7/{index,url,path}/HASH/NAME</c>, and
/// what was built from source distributions (facts measured on uv 0.10.4 and 0.13.8). Reads only.
/// </summary>
internal sealed class PointerSearch(ITreeChanges trees, SafeFileHandle root, CacheBuckets buckets, WantedWheels wanted)
{
    // A pointer's file holds an ID, checksums and what the server said of caching.
    private const int LongestFile = 1 << 20;

    // The file with the archive's ID: from an index, or of a local file.
    private static readonly string[] Endings = [".http", ".rev"];

    private readonly Dictionary<string, CachePointer> _found = [];
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    public FoundPointers Find()
    {
        FindNamed(buckets.Wheels + "/pypi");
        foreach (var hash in FoldersOf(buckets.Wheels + "/index"))
        {
            FindNamed($"{buckets.Wheels}/index/{hash}");
        }
        // There is a folder for each address, so their names are looked at instead of asking for each package.
        foreach (var kind in new[] { "url", "path" })
        {
            foreach (var hash in FoldersOf($"{buckets.Wheels}/{kind}"))
            {
                var path = $"{buckets.Wheels}/{kind}/{hash}";
                CacheFolders.ForEach(trees, root, path, (folder, name) => FindWheels(folder, path, name));
            }
        }
        if (wanted.MayBeBuilt)
        {
            new BuiltSearch(trees, root, buckets.Built, wanted, _found, _refused).Find();
        }
        return new FoundPointers(_found, _refused);
    }

    private List<string> FoldersOf(string path)
    {
        var names = new List<string>();
        CacheFolders.ForEach(trees, root, path, (_, name) => names.Add(name));
        return names.Where(PlainName.Is).ToList();
    }

    private void FindNamed(string path)
    {
        var opened = CacheFolders.Open(trees, root, path, out var parent);
        using (parent)
        {
            foreach (var name in opened.Succeeded ? wanted.Names : [])
            {
                var entered = trees.OpenDirectory(parent, name, out var folder);
                using (folder)
                {
                    if (entered.Succeeded)
                    {
                        FindWheels(folder, path, name);
                    }
                }
            }
        }
    }

    private void FindWheels(SafeFileHandle folder, string parent, string name)
    {
        if (!wanted.Wants(name) || !trees.List(folder, out var entries).Succeeded)
        {
            return;
        }
        var names = new HashSet<string>(entries.Select(entry => entry.Name.Text), StringComparer.Ordinal);
        foreach (var stem in entries.Where(entry => entry.Kind is FileKind.Symlink or null).Select(entry => entry.Name.Text))
        {
            if (Endings.Select(ending => stem + ending).FirstOrDefault(names.Contains) is { } file
                && SmallFile.ReadBytes(trees, folder, file, LongestFile) is { } content && wanted.Find(name, stem, content) is { } package)
            {
                Add(folder, $"{parent}/{name}", stem, package, file, content);
            }
        }
    }

    private void Add(SafeFileHandle folder, string path, string stem, NeededPackage package, string file, byte[] content)
    {
        var text = $"{package.Name} {package.Version}";
        if (PointerLink.Read(trees, folder, stem, out var errno) is not { } archive || !PointerLink.Names(content, archive))
        {
            if (PointerLink.IsGone(errno))
            {
                return;
            }
            _refused[$"{path}/{file}"] = $"{text}: {(errno.Succeeded ? $"{path}/{stem} and {file} do not name one archive" : PointerLink.Unreadable(path, stem, errno))}";
            return;
        }
        var parts = new List<PointerPart> { new(path, stem) { Archive = archive } };
        if (SmallFile.ReadBytes(trees, folder, stem + ".msgpack", LongestFile) is { } metadata)
        {
            parts.Add(new PointerPart(path, stem + ".msgpack") { Content = metadata });
        }
        parts.Add(new PointerPart(path, file) { Content = content });
        var pointer = new CachePointer(text, parts);
        _found[pointer.Key] = pointer;
    }
}
