using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// Puts pointers whose archives are in place. Each part is made beside and renamed; the last one makes the tool find the others, so that a
/// pointer that was cut short is as good as none, and the next run puts it again.
/// </summary>
/// <param name="layer">Where files are copied from.</param>
internal sealed class PointerWriter(CopyTools tools, SafeFileHandle layer, SafeFileHandle cache) : IDisposable
{
    private const uint Mode = 0x1A4;

    // By the first folder of a path, so that a rename stays on one filesystem where a bucket is a mount of its own.
    private readonly Dictionary<string, (SafeFileHandle Bucket, Staging Staging)> _beside = [];
    private int _number;

    /// <returns>Null: all parts are there.</returns>
    public TransferFault? Put(CachePointer pointer)
    {
        var name = "pointer" + _number++;
        foreach (var part in pointer.Parts)
        {
            if (Put(part, name) is { } fault)
            {
                return fault;
            }
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var (bucket, staging) in _beside.Values)
        {
            staging.Dispose();
            bucket.Dispose();
        }
    }

    private TransferFault? Put(PointerPart part, string name)
    {
        var errno = FindBeside(part, out var staging);
        var folder = errno.Succeeded ? MakeFolder(part.Folder, out errno) : null;
        using (folder)
        {
            if (folder is null || staging is null)
            {
                return Fault(part, errno);
            }
            var temporary = name + "-" + part.Name;
            if (Write(part, staging.Handle, ref temporary) is { } fault)
            {
                return fault;
            }
            errno = tools.Trees.Rename(staging.Handle, temporary, folder, part.Name);
            if (errno == Errno.EEXIST)
            {
                tools.Trees.RemoveFile(folder, part.Name);
                errno = tools.Trees.Rename(staging.Handle, temporary, folder, part.Name);
            }
            return errno.Succeeded ? null : Fault(part, errno);
        }
    }

    private Errno FindBeside(PointerPart part, out Staging? staging)
    {
        var bucket = part.Folder.Split('/')[0];
        if (_beside.TryGetValue(bucket, out var known))
        {
            staging = known.Staging;
            return Errno.None;
        }
        staging = null;
        var errno = CacheFolders.Make(tools, cache, bucket, out var handle);
        staging = errno.Succeeded ? Staging.Create(tools, handle, out errno) : null;
        if (staging is null)
        {
            handle.Dispose();
            return errno;
        }
        _beside[bucket] = (handle, staging);
        return errno;
    }

    private SafeFileHandle? MakeFolder(string path, out Errno errno)
    {
        errno = CacheFolders.Make(tools, cache, path, out var handle);
        if (errno.Succeeded)
        {
            return handle;
        }
        handle.Dispose();
        return null;
    }

    private TransferFault? Write(PointerPart part, SafeFileHandle staging, ref string temporary)
    {
        if (part.Archive is { } archive)
        {
            return Fault(part, tools.Trees.Symlink(archive.LinkFrom(part.Folder), staging, temporary));
        }
        if (part.Content is { } content)
        {
            return Fault(part, WriteContent(staging, temporary, content));
        }
        temporary = part.Name;
        tools.Trees.RemoveFile(staging, temporary);
        var opened = CacheFolders.Open(tools.Trees, layer, part.Folder, out var from);
        using (from)
        {
            return opened.Succeeded ? tools.Transfer.CopyFile(from, part.Name, staging) : Fault(part, opened);
        }
    }

    private Errno WriteContent(SafeFileHandle staging, string name, byte[] content)
    {
        var errno = tools.Transfer.CreateFile(staging, name, Mode, out var file);
        using (file)
        {
            return errno.Succeeded ? tools.Files.Write(file, content) : errno;
        }
    }

    private static TransferFault? Fault(PointerPart part, Errno errno) => errno.Succeeded ? null : new TransferFault(TransferRefusal.Failed, part.Path, "writing", errno);
}
