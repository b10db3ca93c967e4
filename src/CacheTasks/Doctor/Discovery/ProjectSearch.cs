using CacheTasks.Colocation;
using CacheTasks.Placement.Needs.Toml;

namespace CacheTasks.Doctor.Discovery;

/// <summary>
/// Finds the projects of uv and cargo by their files: of a workspace its root alone, since its members share one environment or one target.
/// </summary>
internal sealed class ProjectSearch
{
    private const string Manifest = "Cargo.toml";
    private const string Project = "pyproject.toml";
    private const string Workspace = "workspace";
    private const string Exclude = "exclude";

    private static readonly HashSet<string> Kept = new(["project", "tool", "uv", Workspace, "package", Exclude, "managed"], StringComparer.Ordinal);

    private readonly List<(string Folder, IReadOnlyList<string> Excluded)> _crateWorkspaces = [];
    private readonly List<string> _pythonWorkspaces = [];

    /// <param name="folders">Those above before those below.</param>
    public IReadOnlyList<ToolProject> Run(IEnumerable<WalkedFolder> folders) => folders.SelectMany(Find).ToList();

    private IEnumerable<ToolProject> Find(WalkedFolder folder)
    {
        if (folder.Files.Contains(Project) && IsUvProject(folder))
        {
            yield return new ToolProject(ToolProject.Uv, folder.Path);
        }
        if (folder.Files.Contains(Manifest) && IsCrate(folder.Path))
        {
            yield return new ToolProject(ToolProject.Cargo, folder.Path);
        }
    }

    private bool IsUvProject(WalkedFolder folder)
    {
        if (_pythonWorkspaces.Exists(root => PathText.IsBelow(folder.Path, root)) || Read(Path.Combine(folder.Path, Project)) is not { } manifest)
        {
            return false;
        }
        var uv = manifest.Table("tool")?.Table("uv");
        if (uv?.Table(Workspace) is not null)
        {
            _pythonWorkspaces.Add(folder.Path);
        }
        // managed = false is for uv to leave the project alone.
        return (manifest.Has("project") || uv is not null || folder.Files.Contains("uv.lock")) && uv?["managed"] is not TomlBare { Text: "false" };
    }

    private bool IsCrate(string folder)
    {
        if (Read(Path.Combine(folder, Manifest)) is not { } manifest)
        {
            return false;
        }
        var isWorkspace = manifest.Has(Workspace);
        if (!isWorkspace && _crateWorkspaces.Exists(root => PathText.IsBelow(folder, root.Folder) && !root.Excluded.Any(excluded => PathText.IsWithin(folder, excluded))))
        {
            return false;
        }
        if (isWorkspace)
        {
            var excluded = manifest.Table(Workspace)?[Exclude] as List<object?> ?? [];
            _crateWorkspaces.Add((folder, excluded.OfType<string>().Select(path => Path.GetFullPath(Path.Combine(folder, path))).ToList()));
        }
        return isWorkspace || manifest.Has("package");
    }

    // What is no TOML is no project, whatever its name.
    private static TomlTable? Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > 1 << 20 ? null : TomlReader.Read(File.ReadAllText(path), Kept);
        }
        catch (Exception exception) when (exception is TomlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
