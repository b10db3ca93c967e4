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
        var findings = new List<Finding>();
        var packages = files.SelectMany(file => ReadFile(file, step.LockFile.Length > 0, findings)).ToList();
        return new StepNeeds(files.Count == 1 ? packages : Merge(packages), files, findings);
    }

    private static IReadOnlyList<NeededPackage> ReadFile(string path, bool named, List<Finding> findings)
    {
        if (NeedsFiles.Read(path, named, out var fault) is not { } text)
        {
            findings.Add(fault!);
            return [];
        }
        try
        {
            return Parse(path, text);
        }
        catch (TomlException exception)
        {
            findings.Add(NeedsFiles.NotRead(path, exception.Line == 0 ? exception.Message : $"line {exception.Line}: {exception.Message}"));
            return [];
        }
    }

    private static IReadOnlyList<NeededPackage> Parse(string path, string text) => UvLock.Read(text);

    private static List<NeededPackage> Merge(IEnumerable<NeededPackage> packages) =>
        packages.GroupBy(package => (package.Name, package.Version)).Select(same => same.Aggregate(Join)).ToList();

    private static NeededPackage Join(NeededPackage one, NeededPackage other) => one with
    {
        Wheels = one.Wheels.Count == 0 || other.Wheels.Count == 0 ? [] : one.Wheels.Union(other.Wheels).ToList(),
        MayBeBuilt = one.MayBeBuilt || other.MayBeBuilt,
    };
}
