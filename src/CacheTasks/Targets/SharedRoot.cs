using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets;

/// <summary>
/// The directory below which private directories are made: opened once, and only where nobody else can replace it or what is in it.
/// It may be reached through symlinks, which administrators use.
/// </summary>
internal sealed class SharedRoot : IDisposable
{
    private SharedRoot(string path, SafeFileHandle handle, FileStatus status)
    {
        Path = path;
        Handle = handle;
        Status = status;
    }

    /// <summary>As the user wrote it, absolute.</summary>
    public string Path { get; }

    public SafeFileHandle Handle { get; }

    public FileStatus Status { get; }

    /// <param name="fault">Why there is none, where somebody has to know: a root that does not exist is meant to change nothing.</param>
    public static SharedRoot? Open(IFileSystem files, IUsers users, string path, out Finding? fault)
    {
        fault = path == "/"
            ? new Finding(Rules.InvalidValue, "SharedRoot=\"/\" is not valid: nothing is allocated beside the system's own directories. Set a folder made for it.")
            : null;
        if (fault is not null)
        {
            return null;
        }
        var opened = files.OpenDirectory(path, out var handle);
        var errno = opened.Succeeded ? files.Stat(handle, out var status) : NoStatus(opened, out status);
        if (!errno.Succeeded)
        {
            handle.Dispose();
            fault = Explain(files, path, errno);
            return null;
        }
        if (FindUntrusted(files, users, path, files.PathOf(handle) ?? path) is { } reason)
        {
            handle.Dispose();
            fault = new Finding(Rules.InsecureRoot, $"nothing is allocated below the shared root {path}, the tool's own target is used: {reason}");
            return null;
        }
        return new SharedRoot(path, handle, status);
    }

    public void Dispose() => Handle.Dispose();

    private static Finding? Explain(IFileSystem files, string path, Errno errno)
    {
        var looked = files.Stat(path, followLink: false, out var status);
        if (looked == Errno.ENOENT || looked == Errno.ENOTDIR)
        {
            return null;
        }
        var why = !looked.Succeeded || status.Kind == FileKind.Directory ? $"cannot be entered ({errno.Text}, {errno.Name})."
            : status.Kind == FileKind.Symlink && errno == Errno.ENOENT ? $"is a symlink to {files.ReadLink(path)}, which does not exist."
            : "is not a directory. Set SharedRoot to a folder.";
        return new Finding(Rules.NotADirectory, $"nothing is allocated: the shared root {path} {why}");
    }

    private static Errno NoStatus(Errno errno, out FileStatus status)
    {
        status = default;
        return errno;
    }

    /// <summary>Whoever can replace any folder on the way can replace the last; on both ways, where symlinks lead from one to the other.</summary>
    /// <returns>What is wrong and what to do about it, as two sentences; null for a folder that is safe.</returns>
    public static string? FindUntrusted(IFileSystem files, IUsers users, string written, string real)
    {
        var trust = new DirectoryTrust(files, users);
        return FindUntrusted(files, trust, real) ?? (written.TrimEnd('/') == real ? null : FindUntrusted(files, trust, written.TrimEnd('/')));
    }

    private static string? FindUntrusted(IFileSystem files, DirectoryTrust trust, string path)
    {
        for (string? at = path; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (files.Stat(at, followLink: false, out var status).Succeeded && trust.Find(at, status) is { } reason)
            {
                return reason;
            }
        }
        return null;
    }
}
