using System.Text;
using CacheTasks.Placement.Needs;

namespace CacheTasks.Placement.Seeding;

/// <summary>Decides whether a wheel in a cache is one that the step needs.</summary>
internal sealed class WantedWheels
{
    // uv cuts what is too long for a name of a file, and has a checksum of the whole instead of the tags (cache_key of uv-distribution-filename).
    private const int ChecksumLength = 16;

    private readonly Dictionary<string, List<Wanted>> _byName = new(StringComparer.Ordinal);

    public WantedWheels(IEnumerable<NeededPackage> packages)
    {
        foreach (var package in packages)
        {
            if (!_byName.TryGetValue(package.Name, out var versions))
            {
                _byName[package.Name] = versions = [];
            }
            versions.Add(new Wanted(package, PythonVersion.Key(package.Version)));
            MayBeBuilt |= package.MayBeBuilt;
        }
    }

    /// <summary>Normalised names of packages.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>A wheel that was built here or elsewhere may serve.</summary>
    public bool MayBeBuilt { get; }

    /// <param name="stem">A pointer's name: version and tags, or the version and a checksum where they are long.</param>
    /// <param name="content">The pointer's file, which names the wheel in full.</param>
    public NeededPackage? Find(string name, string stem, byte[] content)
    {
        var dash = stem.IndexOf('-');
        return dash < 0 || (FindVersion(name, stem.Substring(0, dash)) ?? FindCut(name, stem, dash)) is not { } package || !IsListed(package, stem, content) ? null : package;
    }

    /// <summary>As <see cref="Find"/>, of a wheel that was built: <c>dls_dodal-3.0.5-py3-none-any</c>.</summary>
    public NeededPackage? FindBuilt(string wheel) =>
        WheelName.Parse(wheel + WheelName.Ending) is { } parsed && FindVersion(PackageName.Normalize(parsed.Name), parsed.Version) is { MayBeBuilt: true } package ? package : null;

    public bool Wants(string name) => _byName.ContainsKey(name);

    private NeededPackage? FindVersion(string name, string version) =>
        _byName.TryGetValue(name, out var versions) && PythonVersion.Key(version) is var key ? (versions.FirstOrDefault(wanted => wanted.Key == key) ?? FindPublic(versions, key))?.Package : null;

    // == 1.0 is met by 1.0+cpu (PEP 440, version matching).
    private static Wanted? FindPublic(List<Wanted> versions, string key) =>
        key.IndexOf('+') is var local && local > 0 ? versions.FirstOrDefault(wanted => wanted.Key.Length == local && key.StartsWith(wanted.Key, StringComparison.Ordinal)) : null;

    private NeededPackage? FindCut(string name, string stem, int dash) =>
        stem.Length == dash + 1 + ChecksumLength && stem.Skip(dash + 1).All(letter => letter is >= '0' and <= '9' or >= 'a' and <= 'f') && _byName.TryGetValue(name, out var versions)
            ? versions.FirstOrDefault(wanted => wanted.Package.Version.Length > dash && string.Compare(wanted.Package.Version, 0, stem, 0, dash, StringComparison.OrdinalIgnoreCase) == 0)?.Package
            : null;

    private static bool IsListed(NeededPackage package, string stem, byte[] content) =>
        package.Wheels.Count == 0 || package.Wheels.Any(wheel => IsStem(wheel, stem) || content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(wheel)) >= 0);

    private static bool IsStem(string wheel, string stem) =>
        wheel.Length == wheel.IndexOf('-') + 1 + stem.Length + WheelName.Ending.Length && string.CompareOrdinal(wheel, wheel.IndexOf('-') + 1, stem, 0, stem.Length) == 0;

    private sealed record Wanted(NeededPackage Package, string Key);
}
