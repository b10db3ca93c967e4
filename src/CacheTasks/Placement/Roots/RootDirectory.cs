using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Roots;

/// <summary>
/// The one directory for the caches of all tools: found, or made where its parent is this user's own; and whether this user alone writes there.
/// </summary>
internal sealed class RootDirectory(IFileSystem files, IUsers users)
{
    // As mkdir(1) makes a directory, less what the umask takes away.
    private const uint Readable = 0x1ED;

    private readonly DirectoryTrust _trust = new(files, users);

    /// <summary>Nothing is made: a directory that could be counts as made.</summary>
    public bool LooksOnly { get; init; }

    /// <param name="path">Absolute.</param>
    /// <param name="isSole">
    /// Nobody but its owner creates entries in it, and that is this user; for uid 0 any owner, as the directory of a host has in an image build.
    /// </param>
    /// <returns>Why it cannot be used; null: it can.</returns>
    public Finding? Open(string path, out bool isSole)
    {
        isSole = false;
        if (path == "/")
        {
            return new Finding(Rules.InvalidValue, "CacheTasksRoot=\"/\" is not valid: no cache is placed beside the system's own directories, the tools keep their own. Set a folder made for it.");
        }
        var reason = Enter(path, out var handle);
        using (handle)
        {
            if (reason is null && handle.IsInvalid && LooksOnly)
            {
                isSole = true;
                return null;
            }
            if (reason is not null || !files.Stat(handle, out var status).Succeeded)
            {
                return new Finding(Rules.NotADirectory, $"no cache is placed, the tools keep their own: CacheTasksRoot={path} {reason ?? "was removed just now."}");
            }
            isSole = !_trust.CanOthersCreate(path, status) && (status.Owner == users.Effective || users.Effective == 0);
            return null;
        }
    }

    private string? Enter(string path, out SafeFileHandle handle)
    {
        var opened = files.OpenDirectory(path, out handle);
        if (opened.Succeeded)
        {
            return null;
        }
        var there = files.Stat(path, followLink: false, out var status).Succeeded;
        if (there || (opened != Errno.ENOENT && opened != Errno.ENOTDIR))
        {
            return !there || status.Kind == FileKind.Directory ? $"cannot be entered ({opened.Text}, {opened.Name})."
                : status.Kind == FileKind.Symlink && opened == Errno.ENOENT ? $"is a symlink to {PrintedText.Of(files.ReadLink(path) ?? "")}, which does not exist."
                : "is not a directory. Set it to a folder.";
        }
        var reason = Make(path);
        if (reason is not null || LooksOnly)
        {
            return reason;
        }
        handle.Dispose();
        opened = files.OpenDirectory(path, out handle);
        return opened.Succeeded ? null : $"cannot be entered ({opened.Text}, {opened.Name}).";
    }

    // A folder of one's own in a directory of others is a name that they can take first: whoever wants it there makes it.
    private string? Make(string path)
    {
        var parent = Path.GetDirectoryName(path)!;
        var remedy = $"Make it: mkdir -p {ShellText.Quote(path)}";
        if (!files.OpenDirectory(parent, out var handle).Succeeded)
        {
            handle.Dispose();
            return $"does not exist, and {parent} is no directory that can be entered. {remedy}";
        }
        using (handle)
        {
            if (!files.Stat(handle, out var status).Succeeded || status.Owner != users.Effective || _trust.Find(parent, status) is not null)
            {
                return $"does not exist, and {parent} (owner {Person.Describe(users, status.Owner)}, mode {status.Permissions}) is not this user's own. {remedy}";
            }
            if (LooksOnly)
            {
                return null;
            }
            var made = files.MakeDirectory(handle, Path.GetFileName(path), Readable);
            return made.Succeeded || made == Errno.EEXIST ? null : $"does not exist and cannot be made ({made.Text}, {made.Name}). {remedy}";
        }
    }
}
