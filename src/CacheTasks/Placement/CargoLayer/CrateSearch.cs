using CacheTasks.Placement.Caches;
using CacheTasks.Platform;

namespace CacheTasks.Placement.CargoLayer;

/// <summary>Finds all crates of a CARGO_HOME whose index entry is there, so that another cargo could use them.</summary>
internal sealed class CrateSearch(ITreeChanges trees, OpenFolders home)
{
    private const string Ending = ".crate";

    private readonly RegistryFiles _files = new(trees, home);

    public IReadOnlyList<CrateFile> Find() =>
        _files.List(out _).SelectMany(registry => _files.Names(RegistryPath.ArchivesOf(registry)).ToList()
            .Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(name => Find(registry, name.Substring(0, name.Length - Ending.Length))).OfType<CrateFile>()).ToList();

    // A name may hold a dash and a digit itself: which split is meant, the index knows.
    private CrateFile? Find(string registry, string name) =>
        Enumerable.Range(1, Math.Max(0, name.Length - 2)).Where(at => name[at] == '-' && char.IsDigit(name[at + 1]))
            .Select(at => new CrateFile(registry, name.Substring(0, at), name.Substring(at + 1), ""))
            .FirstOrDefault(crate => RegistryPath.IsRegistry(crate.Name) && _files.HasEntry(crate));
}
