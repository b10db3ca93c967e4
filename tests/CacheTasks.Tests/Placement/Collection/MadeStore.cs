using CacheTasks.Placement.Collection;
using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Promotion;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Collection;

/// <summary>A store made by hand, whose packages were last used some days ago.</summary>
internal sealed class MadeStore(string folder)
{
    private readonly MadeLayer _layer = new(folder);

    public string Location => folder;

    public string ArchiveOf(string package) => _layer.ArchiveOf(package);

    public string PointersOf(string package) => _layer.PointersOf(package);

    public MadeStore Add(string package, int daysAgo)
    {
        _layer.Add(package);
        return SetAge(_layer.PointersOf(package), daysAgo);
    }

    /// <summary>What the wheel 1.0 of a package would be that was built from its source distribution.</summary>
    public string AddBuilt(string package, string folders, int daysAgo)
    {
        var version = Path.Combine(folder, folders);
        var revision = folders.Contains("/git/", StringComparison.Ordinal) ? version : Path.Combine(version, "Revision1");
        Directory.CreateDirectory(Path.Combine(revision, "src"));
        UnpackedWheel.Make(Directory.CreateDirectory(Path.Combine(folder, "archive-v0")).FullName, MadeLayer.IdOf(package), package);
        var up = string.Concat(Enumerable.Repeat("../", Path.GetRelativePath(folder, revision).Split('/').Length));
        File.CreateSymbolicLink(Path.Combine(revision, $"{package}-1.0-py3-none-any"), $"{up}archive-v0/{MadeLayer.IdOf(package)}");
        File.WriteAllText(Path.Combine(revision, $"{package}-1.0-py3-none-any.whl"), "wheel");
        File.WriteAllText(Path.Combine(revision, "metadata.msgpack"), "metadata");
        if (revision != version)
        {
            File.WriteAllText(Path.Combine(version, "revision.http"), "Revision1");
            File.WriteAllText(Path.Combine(version, ".lock"), "");
        }
        SetAge(version, daysAgo);
        return version;
    }

    public MadeStore SetAge(string below, int daysAgo)
    {
        new Command("find", below, "-exec", "touch", "-h", "-d", $"{daysAgo} days ago", "{}", "+").Run().OrFail();
        return this;
    }

    /// <param name="trees">Calls to fail.</param>
    public PromotionResult Collect(CollectionRequest request, ITreeChanges? trees = null) =>
        new UvCollection(trees is null ? CopyTools.Current! : CopyTools.Current! with { Trees = trees }, request, CancellationToken.None).Run(folder);

    /// <summary>Copies what another store lacks of this one, as a builder does from its cache.</summary>
    public void PromoteTo(MadeStore store) =>
        AssertLines.None(new UvPromotion(CopyTools.Current!, CancellationToken.None).Run(folder, store.Location, dryRun: false).Findings);

    public static KeptPackages Keep(params IEnumerable<string> packages) => new(packages.Select(package => new NeededPackage(package, "1.0", [], MayBeBuilt: false)), []);

    public IReadOnlyList<string> Archives =>
        [.. Directory.EnumerateDirectories(Path.Combine(folder, "archive-v0")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Faults => [.. WheelPointers.In(folder).Select(WheelPointers.FindFault).OfType<string>()];
}
