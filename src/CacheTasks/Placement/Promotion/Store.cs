using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Promotion;

/// <summary>The directory that is filled or collected, opened once: what is done to it is done to this one, also when another takes its path.</summary>
internal sealed class Store : IDisposable
{
    private const uint ByUmask = 0x1FF;
    private const uint Readable = 0x5;

    private readonly IFileSystem _files;

    private Store(IFileSystem files, string path, SafeFileHandle handle) => (_files, Path, Handle) = (files, path, handle);

    public string Path { get; }

    public SafeFileHandle Handle { get; }

    public void Dispose() => Handle.Dispose();

    /// <param name="cache">The opened cache.</param>
    /// <param name="make">Makes the directory, and only that level, when it is missing.</param>
    /// <returns>Null with a finding when nothing can be promoted to it; null without one when it is missing and not to be made.</returns>
    public static Store? Open(IFileSystem files, string path, SafeFileHandle cache, bool make, out Finding? fault)
    {
        var errno = files.OpenDirectory(path, out var handle);
        if (errno == Errno.ENOENT)
        {
            handle.Dispose();
            if (!make)
            {
                fault = null;
                return null;
            }
            errno = Make(files, path, out handle);
        }
        fault = !errno.Succeeded ? Unusable(StoreUse.Promotion, path, errno) : Overlap(files, path, handle, cache) ?? ReadOnly(StoreUse.Promotion, files, path, make);
        return Opened(files, path, handle, fault);
    }

    /// <param name="writes">Something may be removed from it.</param>
    /// <returns>Null with a finding when it is missing or nothing can be removed from it.</returns>
    public static Store? OpenToCollect(IFileSystem files, string path, bool writes, out Finding? fault)
    {
        var errno = files.OpenDirectory(path, out var handle);
        fault = errno == Errno.ENOENT
            ? new Finding(Rules.NotADirectory, $"nothing is removed: {PrintedText.Of(path)} does not exist. Mount the volume, or correct {StoreNames.Property}.", Severity.Error)
            : !errno.Succeeded ? Unusable(StoreUse.Collection, path, errno) : ReadOnly(StoreUse.Collection, files, path, writes);
        return Opened(files, path, handle, fault);
    }

    public static Finding NoStoreOfUv(Store store) => new(
        Rules.NotADirectory,
        $"nothing is removed: {PrintedText.Of(store.Path)} is no store of uv, since nothing in it is called as uv calls its folders (archive-v0, wheels-v7). Correct {StoreNames.Property}.",
        Severity.Error);

    private static Store? Opened(IFileSystem files, string path, SafeFileHandle handle, Finding? fault)
    {
        if (fault is null)
        {
            return new Store(files, path, handle);
        }
        handle.Dispose();
        return null;
    }

    /// <summary>3002 when only its owner could use the store as a layer.</summary>
    /// <param name="unreadable">Files that were promoted and that others may not read.</param>
    public Finding? FindUnreadable(int unreadable)
    {
        var closed = _files.Stat(Handle, out var status).Succeeded && (status.Mode & Readable) != Readable;
        return closed || unreadable > 0
            ? new Finding(
                Rules.UnusableLayer,
                $"{PrintedText.Of(Path)} cannot be read by every user: {(closed ? $"its mode is {status.Permissions}" : $"{unreadable} of the files promoted are their owner's alone, as in the cache")}. As a layer it serves only some. Where that is not meant: chmod -R o+rX {ShellText.Quote(Path)}.",
                Severity.Message)
            : null;
    }

    /// <summary>1024 for a store or a cache on a mount that gives no answer: whoever touches it waits without end.</summary>
    public static Finding Silent(StoreUse use, SilentMount silent) => new(
        Rules.NoAnswer,
        $"nothing is {use.Done}: {PrintedText.Of(silent.Path)} is on {silent.Source}, which {silent.NoAnswer}. To see it: `{silent.Check}`. {use.Again} when the server is back.",
        Severity.Error);

    private static Errno Make(IFileSystem files, string path, out SafeFileHandle handle)
    {
        var parent = System.IO.Path.GetDirectoryName(path) ?? "/";
        var errno = files.OpenDirectory(parent, out var folder);
        using (folder)
        {
            errno = errno.Succeeded ? files.MakeDirectory(folder, System.IO.Path.GetFileName(path), ByUmask) : errno;
        }
        return errno.Succeeded || errno == Errno.EEXIST ? files.OpenDirectory(path, out handle) : NoHandle.After(errno, out handle);
    }

    private static Finding? Overlap(IFileSystem files, string path, SafeFileHandle store, SafeFileHandle cache)
    {
        if (files.PathOf(store) is not { } storePath || files.PathOf(cache) is not { } cachePath)
        {
            return null;
        }
        var same = files.Stat(store, out var one).Succeeded && files.Stat(cache, out var other).Succeeded && one.IsSameFile(other);
        var how = same ? "is the cache itself" : PathText.IsBelow(storePath, cachePath) ? "lies inside the cache" : PathText.IsBelow(cachePath, storePath) ? "has the cache inside it" : null;
        return how is null ? null : new Finding(
            Rules.CacheInTarget,
            $"nothing is promoted: {PrintedText.Of(path)} {how} ({PrintedText.Of(cachePath)}). Name a directory of its own by CacheTasksPromoteTo.",
            Severity.Error);
    }

    private static Finding? ReadOnly(StoreUse use, IFileSystem files, string path, bool writes) =>
        writes && files.CheckWritable(path) is { Succeeded: false } errno ? Unusable(use, path, errno) : null;

    private static Finding Unusable(StoreUse use, string path, Errno errno) => new(
        errno == Errno.EROFS ? Rules.ReadOnly : errno == Errno.ENOTDIR || errno == Errno.ENOENT ? Rules.NotADirectory : Rules.NotWritable,
        errno == Errno.ENOENT
            ? $"nothing is {use.Done}: neither {PrintedText.Of(path)} nor the folder that it would be made in exists. Mount the volume, or create it."
            : $"nothing is {use.Done}: {PrintedText.Of(path)} is not a directory that this user can write to: {errno.Name} ({errno.Text}). Correct CacheTasksPromoteTo, or its permissions.",
        Severity.Error);
}
