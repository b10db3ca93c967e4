using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Roots;

/// <summary>
/// Which folder below the root a tool's cache has: the profile's, where the root is one user's; else the same in a folder of this user
/// alone, made as private target directories are, but for a cache that several users can share and that somebody made for them.
/// </summary>
/// <param name="root">Absolute; it was opened.</param>
/// <param name="isSole">As <see cref="RootDirectory.Open"/> says.</param>
internal sealed class RootFolders(IFileSystem files, IUsers users, string root, bool isSole)
{
    // S_ISGID: what is made in it has its group, so that with umask 002 all of the group can change it.
    private const uint SetGroup = 0x400;

    private readonly List<Finding> _findings = [];
    private bool _asked;
    private string? _own;

    /// <summary>Nothing is made: a folder that is missing counts as made.</summary>
    public bool LooksOnly { get; init; }

    /// <summary>Why a folder was not given.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <returns>Null with a finding when it cannot be used.</returns>
    public string? CacheOf(ToolProfile profile)
    {
        var common = Path.Combine(root, profile.RootFolder);
        var parent = isSole || (profile.SharedCache && IsPrepared(common)) ? root : Own();
        return parent is not null && IsUsable(parent, Path.Combine(parent, profile.RootFolder)) ? Path.Combine(parent, profile.RootFolder) : null;
    }

    /// <summary>The folder for what is this user's alone: the root, or one below it.</summary>
    public string? Own()
    {
        if (!_asked)
        {
            _asked = true;
            _own = isSole ? root : MakeOwn();
        }
        return _own;
    }

    private string? MakeOwn()
    {
        using var opened = SharedRoot.Open(files, users, root, out var fault, PrivatePurpose.RootedCache);
        if (opened is null)
        {
            _findings.AddRange(fault is null ? [] : [fault with { OncePerBuild = true }]);
            return null;
        }
        if (LooksOnly)
        {
            return Path.Combine(root, Person.Current(users).Folder);
        }
        var made = new PrivateDirectory(files, users, PrivatePurpose.RootedCache);
        var folder = made.CreateFolder(opened, Person.Current(users).Folder);
        _findings.AddRange(made.Findings.Select(finding => finding with { OncePerBuild = true }));
        return folder;
    }

    // A cache that another plain user made is code of that user; and without the group's bit the second user fails where the first has been.
    private bool IsPrepared(string folder) =>
        files.Stat(folder, followLink: true, out var status).Succeeded && status.Kind == FileKind.Directory && (status.Mode & SetGroup) != 0
        && (status.Owner == 0 || status.Owner == users.Effective) && files.CheckWritable(folder).Succeeded;

    private bool IsUsable(string parent, string folder)
    {
        var errno = files.Stat(folder, followLink: true, out var status);
        if (errno.Succeeded && status.Kind == FileKind.Directory)
        {
            return IsWritable(folder, $"{folder} (owner {Person.Describe(users, status.Owner)}, mode {status.Permissions})", once: false);
        }
        if (errno == Errno.ENOENT && !files.Stat(folder, followLink: false, out _).Succeeded)
        {
            // The tool makes it.
            return (LooksOnly && files.Stat(parent, followLink: true, out _) == Errno.ENOENT) || IsWritable(parent, parent, once: true);
        }
        var why = errno.Succeeded ? "is not a directory" : errno == Errno.ENOENT ? "is a symlink to nothing" : $"cannot be entered ({errno.Text}, {errno.Name})";
        return Refuse(new Finding(Rules.NotADirectory, $"the tool keeps its own cache: {folder} {why}. Remove it."));
    }

    private bool IsWritable(string directory, string described, bool once)
    {
        var errno = files.CheckWritable(directory);
        return errno.Succeeded || Refuse(new Finding(
            errno == Errno.EROFS ? Rules.ReadOnly : Rules.NotWritable,
            errno == Errno.EROFS
                ? $"{(once ? "the tools keep their own caches" : "the tool keeps its own cache")}: {described} is read-only. What is read-only is a layer: `<CacheLayer Include=\"{directory}{(once ? "/uv" : "")}\" Tool=\"…\" />`"
                : $"{(once ? "the tools keep their own caches" : "the tool keeps its own cache")}: {described} cannot be written by {Person.Describe(users, users.Effective)} ({errno.Text}, {errno.Name}). Have it made writable, or set another CacheTasksRoot.")
        { OncePerBuild = once });
    }

    private bool Refuse(Finding finding)
    {
        _findings.Add(finding);
        return false;
    }
}
