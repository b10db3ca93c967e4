using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// A directory of ours in the folder that is filled, so on its filesystem and in its quota, where entries are made complete before they are
/// renamed. It is locked while its process lives; the lock tells also across containers, whose process IDs mean nothing to each other.
/// What a killed process left is removed by the next one, and by the tool's own pruning, to which it is an entry that nothing refers to.
/// </summary>
internal sealed class Staging : IDisposable
{
    private const string Prefix = ".cachetasks-seed-";
    private const uint OwnerOnly = 0x1C0;
    private const int MostTries = 5;

    // Where directories cannot be locked (NFS), only age tells: nobody seeds for a day.
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(1);

    private readonly CopyTools _tools;
    private readonly SafeFileHandle _folder;
    private readonly string _name;

    private Staging(CopyTools tools, SafeFileHandle folder, string name, SafeFileHandle handle)
    {
        _tools = tools;
        _folder = folder;
        _name = name;
        Handle = handle;
    }

    public SafeFileHandle Handle { get; }

    /// <param name="folder">Stays open at least as long.</param>
    /// <returns>Null with the error when none can be made.</returns>
    public static Staging? Create(CopyTools tools, SafeFileHandle folder, out Errno errno)
    {
        RemoveLeftovers(tools, folder);
        errno = Errno.EAGAIN;
        for (var tries = 0; tries < MostTries && errno == Errno.EAGAIN; tries++)
        {
            var name = Prefix + Guid.NewGuid().ToString("N").Substring(0, 12);
            errno = tools.Files.MakeDirectory(folder, name, OwnerOnly);
            if (!errno.Succeeded)
            {
                return null;
            }
            errno = tools.Trees.OpenDirectory(folder, name, out var handle);
            // Another run may have found it before it was locked, and removed it.
            if (errno.Succeeded && tools.Locks.TryLock(handle, exclusive: true) != Errno.EAGAIN && tools.Trees.Stat(folder, name, out _).Succeeded)
            {
                return new Staging(tools, folder, name, handle);
            }
            handle.Dispose();
            errno = errno.Succeeded || errno == Errno.ENOENT ? Errno.EAGAIN : errno;
        }
        return null;
    }

    public void Dispose()
    {
        new TreeRemoval(_tools.Trees).Remove(_folder, _name);
        Handle.Dispose();
    }

    /// <summary>Removes what killed runs left in a folder.</summary>
    /// <param name="countOnly">Removes nothing.</param>
    /// <returns>How many they were.</returns>
    public static int RemoveLeftovers(CopyTools tools, SafeFileHandle folder, bool countOnly = false)
    {
        var found = 0;
        foreach (var name in FindLeftovers(tools, folder))
        {
            var opened = tools.Trees.OpenDirectory(folder, name, out var handle);
            using (handle)
            {
                if (opened.Succeeded && IsAbandoned(tools, handle))
                {
                    found++;
                    if (!countOnly)
                    {
                        new TreeRemoval(tools.Trees).Remove(folder, name);
                    }
                }
            }
        }
        return found;
    }

    private static IReadOnlyList<string> FindLeftovers(CopyTools tools, SafeFileHandle folder)
    {
        // Listing moves the handle's own position.
        var opened = tools.Trees.OpenDirectory(folder, ".", out var own);
        using (own)
        {
            return opened.Succeeded ? tools.Files.FindNames(own, Prefix) : [];
        }
    }

    private static bool IsAbandoned(CopyTools tools, SafeFileHandle handle)
    {
        var locked = tools.Locks.TryLock(handle, exclusive: true);
        return locked.Succeeded
            || (locked != Errno.EAGAIN && tools.Trees.Stat(handle, out var status).Succeeded
                && DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(status.Changed / 1_000_000) > LongestRun);
    }
}
