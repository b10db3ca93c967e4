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
    public static SharedRoot? Open(IFileSystem files, IUsers users, string path, out Finding? fault, PrivatePurpose? purpose = null)
    {
        purpose ??= PrivatePurpose.Target;
        fault = path == "/"
            ? new Finding(Rules.InvalidValue, $"{purpose.Setting}=\"/\" is not valid: nothing is allocated beside the system's own directories. Set a folder made for it.")
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
            fault = Explain(files, path, errno, purpose);
            return null;
        }
        var trust = new DirectoryTrust(files, users);
        if (TrustedWay.FindFault(files, path, files.PathOf(handle) ?? path, (at, found) => trust.Find(at, found)) is { } reason)
        {
            handle.Dispose();
            fault = new Finding(Rules.InsecureRoot, $"nothing is allocated below {purpose.Root} {path}, {purpose.Instead}: {reason}");
            return null;
        }
        return new SharedRoot(path, handle, status);
    }

    public void Dispose() => Handle.Dispose();

    private static Finding? Explain(IFileSystem files, string path, Errno errno, PrivatePurpose purpose)
    {
        var looked = files.Stat(path, followLink: false, out var status);
        if (looked == Errno.ENOENT || looked == Errno.ENOTDIR)
        {
            return null;
        }
        var why = !looked.Succeeded || status.Kind == FileKind.Directory ? $"cannot be entered ({errno.Text}, {errno.Name})."
            : status.Kind == FileKind.Symlink && errno == Errno.ENOENT ? $"is a symlink to {files.ReadLink(path)}, which does not exist."
            : $"is not a directory. Set {purpose.Setting} to a folder.";
        return new Finding(Rules.NotADirectory, $"nothing is allocated: {purpose.Root} {path} {why}");
    }

    private static Errno NoStatus(Errno errno, out FileStatus status)
    {
        status = default;
        return errno;
    }
}
