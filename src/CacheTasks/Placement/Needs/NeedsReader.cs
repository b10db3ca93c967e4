using CacheTasks.Diagnostics;
using CacheTasks.Placement.Needs.Toml;
using CacheTasks.Steps;

namespace CacheTasks.Placement.Needs;

/// <summary>Reads what a step needs of its cache from the lock files that it installs from.</summary>
internal static class NeedsReader
{
    /// <param name="fullPath">Makes a path absolute from the project's folder.</param>
    /// <returns>Null when no lock file is there, so that nothing tells what the step needs.</returns>
    public static StepNeeds? Read(Step step, ToolProfile profile, Func<string, string> fullPath)
    {
        var files = NeedsFiles.Find(step, profile, fullPath);
        if (files.Count == 0)
        {
            return null;
        }
        var needs = Read(files, step.LockFile.Length > 0, NeedsPurpose.Layers);
        return needs with { Packages = needs.Packages.Where(package => !package.IsLocal).ToList() };
    }

    /// <param name="named">By the user, so that the absence of one is a mistake.</param>
    /// <param name="purpose">As the findings say it.</param>
    public static StepNeeds Read(IReadOnlyList<string> files, bool named, NeedsPurpose purpose)
    {
        var reading = new Reading(named, purpose);
        var packages = files.SelectMany(reading.Read).ToLookup(package => package.Version.Length > 0);
        reading.Open.UnionWith(packages[false].Select(package => package.Name));
        return new StepNeeds(Merge(packages[true]), [.. files, .. reading.Included], reading.Findings) { Open = reading.Open, Nameless = reading.Nameless };
    }

    /// <summary>Whether a file is read as requirements: every one that has not the name of a lock file.</summary>
    public static bool IsRequirements(string path) => !path.EndsWith(".lock", StringComparison.Ordinal) && !IsPyLock(path);

    private static bool IsPyLock(string path) => path.EndsWith(".toml", StringComparison.Ordinal);

    private sealed class Reading(bool named, NeedsPurpose purpose)
    {
        public List<Finding> Findings { get; } = [];

        public List<string> Included { get; } = [];

        public HashSet<string> Open { get; } = new(StringComparer.Ordinal);

        public List<string> Nameless { get; } = [];

        public IReadOnlyList<NeededPackage> Read(string path)
        {
            if (NeedsFiles.Read(path, named, out var fault, purpose) is not { } text)
            {
                Findings.Add(fault!);
                return [];
            }
            try
            {
                return Parse(path, text);
            }
            catch (TomlException exception)
            {
                Findings.Add(NeedsFiles.NotRead(path, exception, purpose));
                return [];
            }
        }

        // uv decides by the names too: pylock.toml and pylock.<name>.toml, and the locks of projects and scripts, end as here.
        private IReadOnlyList<NeededPackage> Parse(string path, string text) =>
            IsRequirements(path) ? ReadRequirements(path, text)
            : Path.GetFileName(path) == CargoLock.FileName ? CargoLock.Read(text).Select(package => new NeededPackage(package.Name, package.Version, [], MayBeBuilt: false)).ToList()
            : IsPyLock(path) ? PyLock.Read(text)
            : UvLock.Read(text);

        private IReadOnlyList<NeededPackage> ReadRequirements(string path, string text)
        {
            var requirements = new Requirements(included => (NeedsFiles.Read(included, named: false, out var fault, purpose), fault));
            var packages = requirements.Read(path, text);
            Findings.AddRange(requirements.Findings);
            Open.UnionWith(requirements.Open);
            Nameless.AddRange(requirements.Nameless);
            Included.AddRange(requirements.Files.Where(file => file != path));
            return packages;
        }
    }

    private static List<NeededPackage> Merge(IEnumerable<NeededPackage> packages) =>
        packages.GroupBy(package => (package.Name, package.Version, package.IsLocal)).Select(same => same.Aggregate(Join)).ToList();

    private static NeededPackage Join(NeededPackage one, NeededPackage other) => one with
    {
        Wheels = one.Wheels.Count == 0 || other.Wheels.Count == 0 ? [] : one.Wheels.Union(other.Wheels).ToList(),
        MayBeBuilt = one.MayBeBuilt || other.MayBeBuilt,
    };
}
