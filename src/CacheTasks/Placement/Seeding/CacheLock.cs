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

    private CacheLock(SafeFileHandle? file) => _file = file;

    /// <returns>Null: others kept it for so long. Where locks do not work, one that holds nothing.</returns>
    public static CacheLock? Take(CopyTools tools, SafeFileHandle folder, string name, bool exclusive, TimeSpan patience, CancellationToken cancellation)
    {
        if (!Open(tools, folder, name, out var file).Succeeded)
        {
            file.Dispose();
            return new CacheLock(null);
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
        return new CacheLock(file);
    }

    public void Dispose() => _file?.Dispose();

    private static Errno Open(CopyTools tools, SafeFileHandle folder, string name, out SafeFileHandle file)
    {
        var errno = tools.Trees.OpenFile(folder, name, out file);
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
        return tools.Trees.OpenFile(folder, name, out file);
    }
}
