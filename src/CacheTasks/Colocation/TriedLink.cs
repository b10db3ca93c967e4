using System.Diagnostics;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Colocation;

/// <summary>One link(2) into a directory, looked at and removed.</summary>
internal readonly ref struct TriedLink
{
    private const int MostTries = 3;

    /// <param name="link">Makes the link under the name that it is given.</param>
    public TriedLink(IFileSystem files, SafeFileHandle directory, Func<string, Errno> link)
    {
        for (var tries = 1; ; tries++)
        {
            var name = ProbeFile.NewName();
            var start = Stopwatch.GetTimestamp();
            Errno = link(name);
            if (Errno.Succeeded)
            {
                Time = (Stopwatch.GetTimestamp() - start) * (1_000_000_000 / Stopwatch.Frequency);
                IsSymlink = LookAndRemove(files, directory, name);
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

    /// <summary>Nanoseconds that the call took.</summary>
    public long Time { get; }

    private static bool LookAndRemove(IFileSystem files, SafeFileHandle directory, string name)
    {
        try
        {
            // ENOENT: another probe took our name for a leftover; the link itself worked.
            return files.Stat(directory, name, out var status).Succeeded && status.Kind == FileKind.Symlink;
        }
        finally
        {
            files.Remove(directory, name);
        }
    }
}
