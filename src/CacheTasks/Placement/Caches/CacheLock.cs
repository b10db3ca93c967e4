using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Caches;

/// <summary>An advisory lock on a file in a cache, held until it is disposed.</summary>
internal sealed class CacheLock : IDisposable
{
    /// <summary>uv's own: shared by all that use the cache, exclusive for clean and prune (from 0.10.4 on; facts of uv, multi-user cache).</summary>
    public const string Uv = ".lock";

    /// <summary>cargo's, exclusive for whoever adds to the registry (cargo 1.95, "package cache").</summary>
    public const string Cargo = ".package-cache";

    // As uv makes its own, so that every user can lock it; the others are made as cargo makes them.
    private const uint Everybody = 0x1B6;
    private const uint OwnerWrites = 0x1A4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly SafeFileHandle _file;

    private CacheLock(SafeFileHandle file) => _file = file;

    public void Dispose() => _file.Dispose();

    /// <param name="patience">How long others are waited for.</param>
    /// <returns>Null with EAGAIN when somebody holds it all that time, or with the error; where locks do not work there is one that holds nothing.</returns>
    public static CacheLock? Take(IFileLocks locks, ITreeChanges trees, SafeFileHandle folder, string name, bool exclusive, TimeSpan patience, CancellationToken cancellation, out Errno errno)
    {
        errno = Open(trees, folder, name, out var file);
        if (!errno.Succeeded)
        {
            file.Dispose();
            return null;
        }
        var until = DateTime.UtcNow + patience;
        while ((errno = locks.TryLock(file, exclusive)) == Errno.EAGAIN && DateTime.UtcNow < until)
        {
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
        if (errno == Errno.EAGAIN)
        {
            file.Dispose();
            return null;
        }
        return new CacheLock(file);
    }

    private static Errno Open(ITreeChanges trees, SafeFileHandle folder, string name, out SafeFileHandle file)
    {
        var created = trees.CreateFile(folder, name, out file);
        if (created.Succeeded)
        {
            return trees.ChangeMode(file, name == Uv ? Everybody : OwnerWrites);
        }
        file.Dispose();
        return created == Errno.EEXIST ? trees.OpenFile(folder, name, out file) : NoHandle.After(created, out file);
    }
}
