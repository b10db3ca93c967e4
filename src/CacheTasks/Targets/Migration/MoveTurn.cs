using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// One migration of a user at a time: two projects of a build can have one workspace, and each would take the other's locks for those
/// of a build. Whoever comes second waits, and then finds the target moved.
/// </summary>
internal sealed class MoveTurn : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle _folder;

    private MoveTurn(SafeFileHandle folder) => _folder = folder;

    /// <param name="folder">The user's folder below the root; it is locked (flock(2)) until this is disposed, or the process ends.</param>
    /// <returns>Without a lock where the folder is missing or its filesystem has none.</returns>
    public static MoveTurn Wait(MoveTools tools, string folder, CancellationToken cancellation)
    {
        var opened = tools.Files.OpenDirectory(folder, out var handle);
        while (opened.Succeeded && tools.Locks.TryLock(handle, exclusive: true) == Errno.EAGAIN)
        {
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
        return new MoveTurn(handle);
    }

    public void Dispose() => _folder.Dispose();
}
