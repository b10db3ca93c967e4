using System.Globalization;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Cleaning;

/// <summary>
/// Finds this user's private targets below a shared root: directories of this user that have our note, and a user's own folder that a
/// tool has built in, which has our tag. Whatever else lies there is not spoken of.
/// </summary>
internal sealed class PrivateTargets(MoveTools tools, string root, CancellationToken cancellation = default)
{
    private readonly uint _user = tools.Files.EffectiveUser;
    private readonly List<string> _leftovers = [];
    private readonly List<PrivateTarget> _found = [];

    /// <summary>Directories that a killed run has begun to remove or to copy, found with the targets.</summary>
    public IReadOnlyList<string> Leftovers => _leftovers;

    public IReadOnlyList<PrivateTarget> Find()
    {
        var prefix = "u" + _user.ToString(CultureInfo.InvariantCulture);
        // What a site had before layout user: <root>/$USER.
        var login = tools.Processes.LoginOf(_user);
        var opened = tools.Files.OpenDirectory(root, out var handle);
        using (handle)
        {
            foreach (var name in opened.Succeeded ? Names(handle).Where(name => name == prefix || name == login || name.StartsWith(prefix + "-", StringComparison.Ordinal)) : [])
            {
                using var person = OpenOwn(handle, name);
                if (person is not null && !TakeLeftover(Path.Combine(root, name)))
                {
                    FindIn(person, Path.Combine(root, name));
                }
            }
        }
        return _found;
    }

    private void FindIn(SafeFileHandle person, string path)
    {
        var isBuiltIn = false;
        foreach (var name in Names(person).Where(name => !MoveNames.IsOurs(name)))
        {
            cancellation.ThrowIfCancellationRequested();
            using var directory = OpenOwn(person, name);
            isBuiltIn |= directory is null || !Take(directory, Path.Combine(path, name));
        }
        // All checkouts of the user build in the folder itself.
        if (isBuiltIn && SmallFile.Read(tools.Trees, person, MoveNames.Tag) == MoveNames.TagText)
        {
            _found.Add(Describe(person, path, null));
        }
    }

    private bool Take(SafeFileHandle directory, string path)
    {
        if (TakeLeftover(path))
        {
            return true;
        }
        if (SmallFile.Read(tools.Trees, directory, MoveNames.Note) is not { } note)
        {
            return false;
        }
        _found.Add(Describe(directory, path, note.TrimEnd('\n')));
        return true;
    }

    private bool TakeLeftover(string path)
    {
        var isOne = path.EndsWith(MoveNames.Old, StringComparison.Ordinal) || path.EndsWith(MoveNames.Partial, StringComparison.Ordinal);
        if (isOne)
        {
            _leftovers.Add(path);
        }
        return isOne;
    }

    private PrivateTarget Describe(SafeFileHandle directory, string path, string? checkout)
    {
        var scan = TreeScan.Of(tools.Trees, directory, tools.Progress, cancellation);
        // One that a build is about to fill holds nothing yet but the note.
        var used = scan.LastUsed == 0 && tools.Trees.Stat(directory, out var status).Succeeded ? status.Modified : scan.LastUsed;
        return new PrivateTarget(path, checkout, IsMissing(checkout), scan.Allocated, DateTimeOffset.FromUnixTimeMilliseconds(used / 1_000_000).UtcDateTime);
    }

    // A path that may not be looked at, or whose server does not answer, is not missing.
    private bool IsMissing(string? checkout) =>
        checkout is not null && tools.Files.Stat(checkout, followLink: true, out _) is var errno && (errno == Errno.ENOENT || errno == Errno.ENOTDIR);

    private IReadOnlyList<string> Names(SafeFileHandle directory)
    {
        tools.Trees.List(directory, out var entries);
        return entries.Select(entry => entry.Name.Text).OrderBy(name => name, StringComparer.Ordinal).ToList();
    }

    /// <returns>Null for what is no directory, a symlink, or another user's.</returns>
    private SafeFileHandle? OpenOwn(SafeFileHandle parent, string name)
    {
        var opened = tools.Trees.OpenDirectory(parent, name, out var directory);
        if (opened.Succeeded && tools.Trees.Stat(directory, out var status).Succeeded && status.Owner == _user)
        {
            return directory;
        }
        directory.Dispose();
        return null;
    }
}
