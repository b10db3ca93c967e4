using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>The private directory that a target is moved to: what is there already, and what is written there afterwards.</summary>
internal sealed class Destination(MoveTools tools, MigrationRequest request, Spot spot)
{
    private const uint OwnerOnly = 0x1C0;

    private static readonly string[] Own = [MoveNames.Tag, MoveNames.Note, MoveNames.Marker];

    /// <returns>The entries in it that are not ours; null with an error number when it cannot be looked at.</returns>
    public IReadOnlyList<string>? ListForeign(out Errno errno)
    {
        errno = tools.Trees.OpenDirectory(spot.Parent, spot.Name, out var directory);
        using (directory)
        {
            if (errno == Errno.ENOENT)
            {
                errno = Errno.None;
                return [];
            }
            IReadOnlyList<TreeEntry> entries = [];
            errno = errno.Succeeded ? tools.Trees.List(directory, out entries) : errno;
            return errno.Succeeded ? entries.Select(entry => entry.Name.Text).Where(name => !MoveNames.IsOurs(name)).OrderBy(name => name, StringComparer.Ordinal).ToList() : null;
        }
    }

    /// <summary>Removes a directory that has nothing but our own files in it, so that the name is free.</summary>
    public Errno Clear()
    {
        var errno = tools.Trees.OpenDirectory(spot.Parent, spot.Name, out var directory);
        using (directory)
        {
            if (!errno.Succeeded)
            {
                return errno == Errno.ENOENT ? Errno.None : errno;
            }
            foreach (var name in Own)
            {
                tools.Trees.RemoveFile(directory, name);
            }
        }
        return tools.Trees.RemoveDirectory(spot.Parent, spot.Name);
    }

    /// <summary>Has what <see cref="Seal"/> writes last.</summary>
    public bool IsSealed(SafeFileHandle directory) => tools.Trees.Stat(directory, request.Checkout is null ? MoveNames.Tag : MoveNames.Note, out _).Succeeded;

    /// <summary>
    /// Makes it what an allocated directory is: its user's alone, with CACHEDIR.TAG, without which cargo ≥ 1.97 refuses to clean, and the
    /// note of whose directory it is.
    /// </summary>
    public Errno Seal(SafeFileHandle directory)
    {
        tools.Trees.ChangeMode(directory, OwnerOnly);
        var tagged = SmallFile.Write(tools.Files, tools.Trees, directory, MoveNames.Tag, MoveNames.TagText, request.ForUser);
        var noted = request.Checkout is { } checkout
            ? SmallFile.Write(tools.Files, tools.Trees, directory, MoveNames.Note, checkout + "\n", request.ForUser)
            : Errno.None;
        return tagged.Succeeded ? noted : tagged;
    }
}
