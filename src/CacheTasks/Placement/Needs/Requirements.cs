using CacheTasks.Diagnostics;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Needs;

/// <summary>
/// A requirements file with all that it includes: pins are needed, a constraint (<c>-c</c>) gives a version to what a requirement names
/// without one. What is not pinned is not known before the tool has resolved it.
/// </summary>
internal sealed class Requirements(Func<string, (string? Text, Finding? Fault)> read)
{
    // As deep as includes are followed; real ones are two or three.
    private const int MostFiles = 256;

    private readonly List<NeededPackage> _pinned = [];
    private readonly List<string> _unpinned = [];
    private readonly Dictionary<string, NeededPackage> _constraints = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Files => _seen;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <param name="path">Absolute.</param>
    /// <param name="text">Of that file.</param>
    public IReadOnlyList<NeededPackage> Read(string path, string text)
    {
        _seen.Add(path);
        ReadFile(path, text, constraints: false);
        var constrained = _unpinned.Select(name => _constraints.TryGetValue(name, out var package) ? package : null).OfType<NeededPackage>().ToList();
        var open = _unpinned.Count - constrained.Count;
        if (open > 0 && _pinned.Count + constrained.Count == 0)
        {
            _findings.Add(new Finding(
                Rules.SeedingIncomplete,
                $"{PrintedText.Of(path)} pins no version, so what the step needs is not known and nothing is taken from a layer: {open} requirements have no ==. Compile it (uv pip compile), or name a lock file by LockFile.",
                Severity.Message));
        }
        return [.. _pinned, .. constrained];
    }

    private void ReadFile(string path, string text, bool constraints)
    {
        foreach (var line in RequirementLines.Of(text))
        {
            if (RequirementLines.Included(line, out var asConstraints) is { } included)
            {
                Include(path, included, constraints || asConstraints);
            }
            else if (line[0] != '-' && RequirementLine.Parse(line) is { } requirement)
            {
                Add(requirement.Name, requirement.Package, constraints);
            }
        }
    }

    private void Add(string name, NeededPackage? package, bool constraint)
    {
        if (constraint && package is not null)
        {
            _constraints[name] = package;
        }
        else if (!constraint && package is not null)
        {
            _pinned.Add(package);
        }
        else if (!constraint)
        {
            _unpinned.Add(name);
        }
    }

    private void Include(string from, string included, bool constraints)
    {
        // The tool fetches what is not a file; nothing is fetched here.
        if (included.Contains("://"))
        {
            _findings.Add(new Finding(Rules.SeedingIncomplete, $"{PrintedText.Of(from)} includes {PrintedText.Of(included)}, which is not fetched: what only it names is not taken from a layer.", Severity.Message));
            return;
        }
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from) ?? "/", included));
        if (_seen.Count >= MostFiles || !_seen.Add(path))
        {
            return;
        }
        var (text, fault) = read(path);
        if (text is null)
        {
            _findings.Add(fault!);
            return;
        }
        ReadFile(path, text, constraints);
    }
}
