using CacheTasks.Diagnostics;
using CacheTasks.Placement.Needs.Toml;
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
    private readonly List<string> _nameless = [];
    private readonly List<NeededPackage> _constraints = [];
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Files => _seen;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Normalised names of packages of which no line gives the version for certain.</summary>
    public IReadOnlyCollection<string> Open { get; private set; } = [];

    /// <summary>Lines that name no package.</summary>
    public IReadOnlyList<string> Nameless => _nameless;

    /// <param name="path">Absolute.</param>
    /// <param name="text">Of that file.</param>
    /// <exception cref="TomlException">It has a merge conflict in it.</exception>
    public IReadOnlyList<NeededPackage> Read(string path, string text)
    {
        _seen.Add(path);
        ReadFile(path, text, constraints: false);
        // Of several, each with a marker of its own, none is evaluated.
        var unpinned = new HashSet<string>(_unpinned, StringComparer.Ordinal);
        var constrained = _constraints.Where(package => unpinned.Contains(package.Name)).ToList();
        unpinned.ExceptWith(constrained.Select(package => package.Name));
        var open = unpinned.Count;
        Open = [.. unpinned, .. _doubtful];
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
        if (RequirementLines.FindConflict(text) is { } conflict)
        {
            throw new TomlException(conflict, $"a merge conflict is not resolved{(_seen.Count > 1 ? $" ({path})" : "")}");
        }
        foreach (var line in RequirementLines.Of(text))
        {
            if (RequirementLines.Included(line, out var asConstraints) is { } included)
            {
                Include(path, included, constraints || asConstraints);
            }
            else if (line[0] != '-' && RequirementLine.Parse(line) is { } requirement)
            {
                Add(requirement.Name, requirement.Package, constraints);
                // Where the marker does not hold any version may be used.
                if (constraints && line.Contains(';'))
                {
                    _doubtful.Add(requirement.Name);
                }
            }
            else if (line[0] != '-' && !constraints)
            {
                _nameless.Add(line);
                if (RequirementLine.GuessName(line) is { } name)
                {
                    _doubtful.Add(name);
                }
            }
        }
    }

    private void Add(string name, NeededPackage? package, bool constraint)
    {
        if (constraint && package is not null)
        {
            _constraints.Add(package);
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
