using System.Diagnostics;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// A lock on a file of a cache. uv locks <c>.lock</c> in its root shared for nearly every command, and exclusively while it prunes or cleans
/// (0.10.4 and later, by flock(2); the file has mode 0666); so do we.
/// </summary>
internal sealed class CacheLock : IDisposable
{
    public const string OfTheTool = ".lock";

    /// <summary>Several builds that want the same wheels wait here for the one that copies them.</summary>
    public const string OfSeeding = ".cachetasks-seed-lock";

    private const uint ForAll = 0x1B6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle? _file;

    private CacheLock(SafeFileHandle? file, Errno lacks) => (_file, Lacks) = (file, lacks);

    /// <summary>Why it holds nothing; none: it holds the file.</summary>
    public Errno Lacks { get; }

    /// <returns>Null: others kept it for so long. Where locks do not work, one that holds nothing.</returns>
    public static CacheLock? Take(CopyTools tools, SafeFileHandle folder, string name, bool exclusive, TimeSpan patience, CancellationToken cancellation)
    {
        var opened = Open(tools, folder, name, out var file);
        if (!opened.Succeeded)
        {
            file.Dispose();
            return new CacheLock(null, opened);
        }
        var clock = Stopwatch.StartNew();
        Errno locked;
        while ((locked = tools.Locks.TryLock(file, exclusive)) == Errno.EAGAIN && clock.Elapsed < patience)
        {
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
        if (locked == Errno.EAGAIN)
        {
            file.Dispose();
            return null;
        }
        return new CacheLock(file, locked);
    }

    public void Dispose() => _file?.Dispose();

    private static Errno Open(CopyTools tools, SafeFileHandle folder, string name, out SafeFileHandle file)
    {
        var errno = OpenExisting(tools, folder, name, out file);
        if (errno != Errno.ENOENT)
        {
            return errno;
        }
        file.Dispose();
        errno = tools.Transfer.CreateFile(folder, name, ForAll, out file);
        if (errno.Succeeded)
        {
            // Whatever the umask: another user of the cache locks it too.
            tools.Trees.ChangeMode(file, ForAll);
            return errno;
        }
        file.Dispose();
        return OpenExisting(tools, folder, name, out file);
    }

    // Of another user with a narrow umask, or on a read-only mount, it can still be locked on most filesystems.
    private static Errno OpenExisting(CopyTools tools, SafeFileHandle folder, string name, out SafeFileHandle file)
    {
        var errno = tools.Trees.OpenFileToLock(folder, name, out file);
        if (errno != Errno.EACCES && errno != Errno.EPERM && errno != Errno.EROFS)
        {
            return errno;
        }
        file.Dispose();
        return tools.Trees.OpenFile(folder, name, out file);
    }
}
