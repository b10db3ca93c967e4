using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Targets.Shells;

/// <summary>What the user asked a profile for, as text: read into a profile, or refused with the reason.</summary>
internal sealed class ProfileRequest(string root, string layout, string excluded)
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <param name="fullPath">Makes a path absolute.</param>
    /// <returns>Null, with a finding, when nothing can be written.</returns>
    public ShellProfile? Read(ToolProfiles profiles, Func<string, string> fullPath)
    {
        if (root.Trim().Length == 0)
        {
            return Refuse("CacheTasksSharedRoot is not set. Set the folder below which private directories are made: -p:CacheTasksSharedRoot=/srv/target");
        }
        var path = fullPath(root.Trim()).TrimEnd('/');
        if (path.Length == 0 || path.Any(char.IsControl))
        {
            return Refuse($"CacheTasksSharedRoot=\"{root}\" is not valid. Set a folder made for it, without control characters in its name.");
        }
        if (Choice.TargetLayout.Find(layout) is not { } known)
        {
            return Refuse($"CacheTasksTargetLayout=\"{layout}\" is not valid. Valid are {string.Join(", ", Choice.TargetLayout.Values)}.");
        }
        var users = ExcludedUsers.Parse(excluded, out var faults);
        _findings.AddRange(faults);
        return new ShellProfile(path, known, new ExcludedPatterns(users), ShellTool.From(profiles));
    }

    /// <returns>The paths; none, with a finding, when the folder cannot be written.</returns>
    public IReadOnlyList<string> Write(ShellProfile profile, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return [.. profile.Files().Select(file => file.Write(folder))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _findings.Add(new Finding(
                Rules.NotADirectory,
                $"no profile was written: {folder} cannot be made or written ({exception.Message.TrimEnd('.')}). Set CacheTasksProfileDirectory to a folder that this user can write."));
            return [];
        }
    }

    private ShellProfile? Refuse(string why)
    {
        _findings.Add(new Finding(Rules.InvalidValue, "no profile is written: " + why));
        return null;
    }
}
