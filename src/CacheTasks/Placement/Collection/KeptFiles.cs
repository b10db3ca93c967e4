using CacheTasks.Diagnostics;
using CacheTasks.Doctor.Discovery;
using CacheTasks.Placement.Needs;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Collection;

/// <summary>
/// Reads what the property CacheTasksCollectKeep names: lock files, and folders that are searched for them. Whatever of it cannot be found or read
/// is a reason to remove nothing, since nobody knows what it would protect.
/// </summary>
/// <param name="usual">Names of the lock files that tools look for.</param>
internal sealed class KeptFiles(IReadOnlyList<string> usual, Func<string, string> fullPath)
{
    public const string Property = "CacheTasksCollectKeep";

    private static readonly NeedsPurpose Purpose = new("nothing is removed", $"Correct it, or take it out of {Property}.");

    private readonly List<Finding> _faults = [];
    private readonly List<Finding> _notes = [];

    /// <summary>Why nothing can be removed.</summary>
    public IReadOnlyList<Finding> Faults => _faults;

    /// <summary>Why less is protected than one might think.</summary>
    public IReadOnlyList<Finding> Notes => _notes;

    public KeptPackages Read(string? text)
    {
        var paths = (text ?? "").Split(';').Select(part => part.Trim()).Where(part => part.Length > 0).Select(fullPath).Distinct(StringComparer.Ordinal);
        var needs = paths.SelectMany(ReadPath).ToList();
        return new KeptPackages(needs.SelectMany(file => file.Packages), needs.SelectMany(file => file.Open));
    }

    private List<StepNeeds> ReadPath(string path)
    {
        if (!Directory.Exists(path))
        {
            if (File.Exists(path))
            {
                return [ReadFile(path, named: true)];
            }
            Refuse(Rules.NotADirectory, $"{Property} names {PrintedText.Of(path)}, which does not exist, so nothing is removed. Mount or check out what it lies in, or correct {Property}.");
            return [];
        }
        var walk = new FolderWalk(IsLockFile) { Entered = ["vendor", "artifacts"], FollowsFirstLinks = true };
        var files = walk.Run(path).SelectMany(folder => folder.Files.Select(file => Path.Combine(folder.Path, file))).ToList();
        if (walk.Unread is { } unread)
        {
            Refuse(Rules.SeedingIncomplete, $"{Property} names {PrintedText.Of(path)}, in which {PrintedText.Of(unread.Path)} cannot be read, so nothing is removed: {PrintedText.Of(unread.Why.TrimEnd('.'))}. Collect as a user who may read all of it, or name the lock files.");
        }
        else if (walk.IsCut)
        {
            Refuse(Rules.InvalidValue, $"{Property} names {PrintedText.Of(path)}, which has more or deeper folders than are searched, so nothing is removed. Valid here: lock files, and smaller folders with lock files.");
        }
        else if (files.Count == 0)
        {
            // As of a mount point whose volume is missing.
            Refuse(Rules.NotADirectory, $"{Property} names {PrintedText.Of(path)}, in which no lock file lies ({string.Join(", ", usual)}), so nothing is removed. Mount or check out what belongs there, or correct {Property}.");
        }
        return files.Select(file => ReadFile(file, named: false)).ToList();
    }

    private StepNeeds ReadFile(string path, bool named)
    {
        var needs = NeedsReader.Read([path], named, Purpose);
        _faults.AddRange(needs.Findings.Where(finding => finding.EffectiveSeverity != Severity.Message));
        if (Path.GetFileName(path) == CargoLock.FileName)
        {
            Refuse(Rules.SeedingIncomplete, $"{Property} names {PrintedText.Of(path)}, which is cargo's and names nothing in a store of uv, so nothing is removed. Name lock files of Python projects.");
        }
        // Requirements without pins (a lock file without packages is whole), or with what cannot be told from here: trees, repositories, what would have to be fetched.
        else if (needs.Findings.Any(finding => finding.EffectiveSeverity == Severity.Message) || needs.Nameless.Count > 0 || (named && NeedsReader.IsRequirements(path) && needs.Packages.Count + needs.Open.Count + needs.Findings.Count == 0))
        {
            var what = $"{PrintedText.Of(path)} does not pin all that it names{(needs.Nameless.Count > 0 ? $" ({PrintedText.Of(StepFaults.Shorten(needs.Nameless[0]))})" : "")}";
            if (named)
            {
                Refuse(Rules.SeedingIncomplete, $"{what}, so it does not tell what to keep and nothing is removed. Compile it (uv pip compile), or name another file by {Property}.");
            }
            else
            {
                _notes.Add(new Finding(Rules.SeedingIncomplete, $"{what}: it protects the versions that it pins, and all of a package that it names without one.", Severity.Message));
            }
        }
        return needs;
    }

    // Locks of scripts (uv lock --script) and of PEP 751 have a name of their own in the middle.
    private bool IsLockFile(string name) =>
        usual.Contains(name) || name.EndsWith(".py.lock", StringComparison.Ordinal)
        || (name.StartsWith("pylock.", StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal));

    private void Refuse(Rule rule, string text) => _faults.Add(new Finding(rule, text, Severity.Error));
}
