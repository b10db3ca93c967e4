using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Placement.Roots;

/// <summary>
/// Tells the tool of each step, and those that it uses, their places below CacheTasksRoot. Rank: the step's metadata, the user's environment,
/// the root, the tool's configuration, its default.
/// </summary>
/// <param name="environment">As the user left it.</param>
internal sealed class RootedCaches(IFileSystem files, IUsers users, ToolProfiles profiles, Func<string, string?> environment) : IDisposable
{
    /// <summary>The value of <see cref="Step.CacheFrom"/> for a cache that was placed here.</summary>
    public const string From = "root";

    private readonly List<Finding> _findings = [];
    private readonly HashSet<ulong> _lookedAt = [];
    private MountTable? _mounts;
    private RootFolders? _folders;
    private int _said;
    private bool _opened;

    /// <summary>Absolute; empty: none.</summary>
    public string Root { get; init => field = value.Length > 1 ? value.TrimEnd('/') : value; } = "";

    /// <summary>Nothing is made: a folder that is missing counts as made.</summary>
    public bool LooksOnly { get; init; }

    /// <summary>The project's folder, absolute.</summary>
    public string Project { get; init; } = "/";

    public void Dispose() => _mounts?.Dispose();

    /// <summary>Sets the step's cache and the variables.</summary>
    public IReadOnlyList<Finding> Apply(Step step, ToolProfile profile)
    {
        _findings.Clear();
        Give(step, profile, isOwn: true);
        foreach (var name in step.UsedTools)
        {
            if (Find(name) is { } used)
            {
                Give(step, used, isOwn: false);
            }
        }
        return _findings.ToList();
    }

    // That a name is unknown has been said.
    private ToolProfile? Find(string name)
    {
        try
        {
            return profiles.Find(name);
        }
        catch (FormatException exception)
        {
            _findings.Add(new Finding(Rules.InvalidValue, $"the CacheTool '{name}' cannot be read, so nothing is set for it: {exception.Message}."));
            return null;
        }
    }

    private void Give(Step step, ToolProfile profile, bool isOwn)
    {
        var isGiven = isOwn && step.CacheFrom == "metadata";
        if (isGiven && profile.CacheVariable.Length == 0)
        {
            Set(step, profile, profile.RootVariables.Where(variable => variable.NamesCache && !variable.Template.Contains("{private}")), step.CacheDirectory, "");
        }
        if (Root.Length == 0 || profile.RootFolder.Length == 0)
        {
            return;
        }
        var named = isGiven ? $"CacheDirectory={step.CacheDirectory} of the step" : profile.FindNamed(environment);
        var wanted = profile.RootVariables.Where(variable => variable.NamesCache ? named is null : environment(variable.Name) is not { Length: > 0 }).ToList();
        if (named is not null && named != $"{profile.CacheVariable}={Path.Combine(Root, profile.RootFolder)}")
        {
            Overrule($"{StepFaults.Shorten(named)} names the cache of {profile.Name}, so CacheTasksRoot={Root} does not count for it.");
        }
        if (wanted.Count > 0 && Open() is { } folders)
        {
            Place(step, profile, wanted, folders, isOwn && named is null);
        }
    }

    private void Place(Step step, ToolProfile profile, List<RootVariable> wanted, RootFolders folders, bool movesCache)
    {
        var cache = wanted.Any(variable => variable.NamesCache) ? folders.CacheOf(profile) : "";
        var own = wanted.Any(variable => variable.Template.Contains("{private}")) ? folders.Own() : "";
        _findings.AddRange(folders.Findings.Skip(_said));
        _said = folders.Findings.Count;
        if (cache is null || own is null || !Set(step, profile, wanted, cache, own))
        {
            return;
        }
        if (movesCache)
        {
            if (step.CacheDirectory.Length > 0 && step.CacheDirectory != cache)
            {
                Overrule($"CacheTasksRoot={Root} names the cache of {profile.Name}, so {StepFaults.Shorten(step.CacheDirectory)}, which {profile.Executable} itself says, is not used.");
            }
            step.CacheDirectory = cache;
            step.CacheFrom = From;
        }
        LookOutside(cache.Length > 0 ? cache : own);
    }

    private bool Set(Step step, ToolProfile profile, IEnumerable<RootVariable> variables, string cache, string own)
    {
        foreach (var variable in variables)
        {
            if (variable.Adds && (cache + own).Any(char.IsWhiteSpace))
            {
                _findings.Add(new Finding(Rules.InvalidValue, $"{profile.Name} keeps its own cache: {variable.Name} is split at white space, so it cannot name {cache}. Use a path without."));
                return false;
            }
            // What is set already is the step's own, or another of its tools'.
            if (EnvironmentList.Parse(step.EnvironmentVariables).All(entry => entry.Key != variable.Name))
            {
                step.SetVariable(variable.Name, variable.Fill(cache, own, environment(variable.Name)));
            }
        }
        return true;
    }

    private void Overrule(string text) => _findings.Add(new Finding(Rules.EnvironmentDecides, text, Severity.Message));

    private RootFolders? Open()
    {
        if (_opened)
        {
            return _folders;
        }
        _opened = true;
        _mounts = files.ReadMounts();
        if (new Watchdog(files, _mounts).FindSilent(Root) is { } silent)
        {
            _findings.Add(new Finding(
                Rules.NoAnswer,
                $"the tools keep their own caches: CacheTasksRoot={Root} lies on {silent.Source}, which {silent.NoAnswer}. To see it: `{silent.Check}`. Bring it back, or set another CacheTasksRoot.")
            { OncePerBuild = true });
            return null;
        }
        var fault = new RootDirectory(files, users) { LooksOnly = LooksOnly }.Open(Root, out var isSole);
        _findings.AddRange(fault is null ? [] : [fault with { OncePerBuild = true }]);
        return _folders = fault is null ? new RootFolders(files, users, Root, isSole) { LooksOnly = LooksOnly } : null;
    }

    private void LookOutside(string cache)
    {
        if (PlaceFinder.Find(files, _mounts!, cache, out _)?.Mount is { } mount && _lookedAt.Add(mount.Id))
        {
            var project = files.Stat(Project, followLink: true, out var status).Succeeded ? status.MountId : 0;
            var finding = HostMount.Find(Root, mount, _mounts!.FindByPath("/"), project, Confinement.Find(files, _mounts, environment));
            _findings.AddRange(finding is null ? [] : [finding]);
        }
    }
}
