using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>Where a workspace's private directory is, or would be; makes the directory above it.</summary>
internal sealed class PrivatePlace(MoveTools tools, IUsers users, SharedRoot root, string layout, uint? forUser)
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <param name="make">False: nothing is made, the answer is where it would be.</param>
    /// <param name="checkout">The path that the directory belongs to; null where several share it.</param>
    /// <returns>Null with a finding when it cannot be made safely.</returns>
    public string? Find(string workspace, bool make, out string? checkout)
    {
        var user = forUser ?? tools.Files.EffectiveUser;
        var (names, owner) = new PlaceNames(tools.Files, root, new Person(user, users.Login(user))).For(layout, workspace);
        checkout = owner;
        if (owner is null)
        {
            return Path.Combine(root.Path, names[0]);
        }
        var above = make ? Make(names[0]) : Path.Combine(root.Path, names[0]);
        return above is null ? null : FreeName(tools.Trees, above, names.Skip(1).ToList(), owner);
    }

    private string? Make(string name)
    {
        if (forUser is { } user)
        {
            return MakeFor(user, name, Path.Combine(root.Path, name)) ? Path.Combine(root.Path, name) : null;
        }
        var directory = new PrivateDirectory(tools.Files, users);
        var made = directory.CreateFolder(root, name);
        _findings.AddRange(directory.Findings);
        return made;
    }

    // What root makes for a user is the user's before anybody can look into it.
    private bool MakeFor(uint user, string name, string path)
    {
        var isNew = tools.Trees.MakeDirectory(root.Handle, name).Succeeded;
        var errno = tools.Trees.OpenDirectory(root.Handle, name, out var directory);
        using (directory)
        {
            errno = errno.Succeeded && isNew ? tools.Trees.ChangeOwner(directory, user) : errno;
            if (errno.Succeeded && tools.Trees.Stat(directory, out var status).Succeeded && status.Owner == user && (status.Mode & DirectoryTrust.OthersWrite) == 0)
            {
                return true;
            }
        }
        _findings.Add(new Finding(Rules.ForeignDirectory, $"no private target directory: {path} is not a directory that only user {tools.NameOf(user)} can write{(errno.Succeeded ? "" : $" ({errno.Name})")}. To see it: `ls -ld {path}`. Have it removed, or set another SharedRoot."));
        return false;
    }

    /// <summary>Where the directory of these names is, or would be. Another path with the same name and checksum has the first number.</summary>
    /// <param name="owner">The path that it belongs to; null where several share it.</param>
    public static string FreeName(ITreeChanges trees, string above, IReadOnlyList<string> names, string? owner)
    {
        var path = Path.Combine([above, .. names]);
        if (owner is null)
        {
            return path;
        }
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? path : $"{path}-{number}";
            var opened = trees.OpenDirectory(candidate, out var directory);
            using (directory)
            {
                if (!opened.Succeeded || SmallFile.Read(trees, directory, MoveNames.Note) is not { } noted || noted == owner + "\n")
                {
                    return candidate;
                }
            }
        }
    }
}
