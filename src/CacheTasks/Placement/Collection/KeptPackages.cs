using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;

namespace CacheTasks.Placement.Collection;

/// <summary>The packages that lock files name: these stay in a store, however old they are.</summary>
internal sealed class KeptPackages
{
    private readonly WantedWheels _wanted;
    private readonly HashSet<string> _open;

    /// <param name="open">Normalised names of which every version stays.</param>
    public KeptPackages(IEnumerable<NeededPackage> packages, IEnumerable<string> open)
    {
        // Whatever wheel of that version a store has, listed or built, serves somebody who has the lock file.
        _wanted = new WantedWheels(packages.Select(package => package with { Wheels = [], MayBeBuilt = true }));
        _open = new HashSet<string>(open, StringComparer.Ordinal);
    }

    public static KeptPackages None { get; } = new([], []);

    public bool Has(CacheUnit unit)
    {
        var folders = (unit.Key ?? unit.InOrder.First()).Folder.Split('/');
        var names = unit.Files.Where(file => file.Archive is not null).Select(file => file.Name).ToList();
        return UvCacheScan.IsBucket(folders[0], UvCacheScan.Wheels)
            ? unit.InOrder.Any(file => IsWanted(folders[folders.Length - 1], UvCacheScan.Stem(file.Name)))
            // Of a source distribution the wheel's name tells; where none was built, the folders NAME/VERSION.
            : names.Any(IsWantedWheel)
                || (names.Count == 0 && unit.Key is not null && IsWanted(folders[folders.Length - 2], folders[folders.Length - 1] + "-"));
    }

    private bool IsWanted(string name, string stem) => _open.Contains(name) || _wanted.Find(name, stem, []) is not null;

    private bool IsWantedWheel(string wheel) =>
        _wanted.FindBuilt(wheel) is not null || (WheelName.Parse(wheel + WheelName.Ending) is { } parts && _open.Contains(PackageName.Normalize(parts.Name)));
}
