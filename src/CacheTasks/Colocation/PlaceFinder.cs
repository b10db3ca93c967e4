using System.Text;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>Finds what exists of a path, upwards from its end, as a tool that creates the missing parents would.</summary>
internal static class PlaceFinder
{
    // PATH_MAX is 4096 (limits.h); a tool's own folders and files need some of it.
    private const int LongestPath = 4096 - 128;

    /// <summary>Null with <paramref name="problem"/> when no directory can ever be created at this path.</summary>
    /// <param name="known">A place found before: where it is on the same mount, the line need not be searched again.</param>
    public static Place? Find(IFileSystem files, MountTable mounts, string path, out PlaceProblem? problem, Place? known = null)
    {
        problem = null;
        var existing = Trim(path);
        var whole = existing;
        if (Encoding.UTF8.GetByteCount(whole) > LongestPath)
        {
            problem = new PlaceProblem(whole, Errno.ENAMETOOLONG, $"cannot be used: {Errno.ENAMETOOLONG.Text} ({Errno.ENAMETOOLONG.Name}), it may leave no room for the names in it");
            return null;
        }
        while (true)
        {
            var errno = files.Stat(existing, followLink: true, out var status);
            if (errno.Succeeded)
            {
                problem = status.Kind == FileKind.Directory ? null : new PlaceProblem(existing, Errno.ENOTDIR, "is a file, not a directory") { Whole = whole };
                return problem is null ? new Place(whole, existing, status, MountOf(files, mounts, status, known)) : null;
            }
            if (errno == Errno.ENOENT && files.Stat(existing, followLink: false, out var link).Succeeded && link.Kind == FileKind.Symlink)
            {
                problem = new PlaceProblem(existing, errno, "is a symlink whose target does not exist") { Whole = whole };
                return null;
            }
            // ENOTDIR: a parent is a file; the walk upwards finds and names it.
            if ((errno != Errno.ENOENT && errno != Errno.ENOTDIR) || Path.GetDirectoryName(existing) is not { } parent)
            {
                problem = new PlaceProblem(existing, errno, $"cannot be used: {errno.Text} ({errno.Name})") { Whole = whole };
                return null;
            }
            existing = parent;
        }
    }

    private static MountInfo? MountOf(IFileSystem files, MountTable mounts, in FileStatus status, Place? known)
    {
        if (known is not null && known.Status.MountId == status.MountId)
        {
            return known.Mount;
        }
        if (status.MountId == 0)
        {
            return null;
        }
        if (mounts.Find(status.MountId) is { } mount)
        {
            return mount;
        }
        // Looking at the path has just mounted it.
        using var now = files.ReadMounts();
        return now.Find(status.MountId);
    }

    private static string Trim(string path) => path.Length > 1 ? path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/" : path;
}

/// <summary>Why a path cannot be a directory: the part of it that stands in the way, and how.</summary>
internal sealed record PlaceProblem(string Path, Errno Errno, string Text)
{
    /// <summary>The whole path, of which <see cref="Path"/> may be a parent.</summary>
    public string Whole { get; init; } = Path;
}
