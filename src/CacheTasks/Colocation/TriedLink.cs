using System.Diagnostics;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>One link(2) into a directory, looked at and removed.</summary>
internal readonly ref struct TriedLink
{
    private const int MostTries = 3;

    /// <param name="link">Makes the link under the name that it is given.</param>
    /// <param name="source">The file that is linked, to see whether the two names show one inode.</param>
    public TriedLink(IFileSystem files, SafeFileHandle directory, Func<string, Errno> link, SafeFileHandle? source = null)
    {
        for (var tries = 1; ; tries++)
        {
            var name = ProbeFile.NewName();
            var start = Stopwatch.GetTimestamp();
            Errno = link(name);
            if (Errno.Succeeded)
            {
                Time = (Stopwatch.GetTimestamp() - start) * (1_000_000_000 / Stopwatch.Frequency);
                (IsSymlink, IsHidden, IsStuck) = LookAndRemove(files, directory, name, source);
                return;
            }
            // EEXIST: somebody's file, or over NFS v3 our own link, whose answer was lost. EAGAIN: ZFS while blocks are dirty.
            if (tries == MostTries || (Errno != Errno.EEXIST && Errno != Errno.EAGAIN && Errno != Errno.EINTR))
            {
                return;
            }
        }
    }

    public Errno Errno { get; }

    public bool IsSymlink { get; }

    /// <summary>The two names of one file show two inodes, as over sshfs: nobody can see later that they are linked.</summary>
    public bool IsHidden { get; }

    /// <summary>What was made could not be removed, so nothing more may be made there.</summary>
    public bool IsStuck { get; }

    /// <summary>Nanoseconds that the call took.</summary>
    public long Time { get; }

    private static (bool, bool, bool) LookAndRemove(IFileSystem files, SafeFileHandle directory, string name, SafeFileHandle? source)
    {
        var (seen, hidden, status) = (false, false, default(FileStatus));
        try
        {
            // ENOENT: another probe took our name for a leftover; the link itself worked.
            seen = files.Stat(directory, name, out status).Succeeded;
            hidden = seen && source is not null && files.Stat(source, out var original).Succeeded && !original.IsSameFile(status);
        }
        catch
        {
            files.Remove(directory, name);
            throw;
        }
        var removed = files.Remove(directory, name);
        return (seen && status.Kind == FileKind.Symlink, hidden, !removed.Succeeded && removed != Errno.ENOENT);
    }
}
