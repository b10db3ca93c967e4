using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Outcome;

/// <summary>One file that a step brought: how it came, its size, and whether it is linked with a file that is not the cache's.</summary>
internal readonly record struct ArrivedFile(Arrival Arrival, long Bytes, bool LinkedElsewhere = false);

/// <summary>A file below an open folder.</summary>
internal readonly struct PlacedFile(SafeFileHandle folder, EntryName path)
{
    public SafeFileHandle Folder { get; } = folder;

    public EntryName Path { get; } = path;
}

/// <summary>Tells how a file came, by comparing it with the cache's file: by path and inode, never by link count alone.</summary>
/// <param name="clonesWork">Files may share blocks, so that equal inodes are not all there is to compare.</param>
/// <param name="assumesLinks">A hard link was planned and cannot be told from a copy: an equal size counts as one.</param>
/// <param name="linksWork">False: equal numbers are two files, as of two btrfs subvolumes behind one NFS mount, which both count from 256.</param>
internal sealed class Arrivals(IFileSystem files, bool clonesWork, bool assumesLinks = false, bool linksWork = true)
{
    /// <param name="installed">The file in the target.</param>
    /// <param name="there">Its status.</param>
    /// <param name="cached">The cache's file that it was made from.</param>
    /// <param name="here">Its status.</param>
    public ArrivedFile Compare(PlacedFile installed, in FileStatus there, PlacedFile cached, in FileStatus here)
    {
        var bytes = (long)here.Size;
        return there.Kind == FileKind.Symlink ? new ArrivedFile(Arrival.Symlink, bytes)
            : linksWork && there.IsSameFile(here) && !IsCoincidence(there) ? new ArrivedFile(Arrival.Hardlink, bytes)
            : there.Size != here.Size ? new ArrivedFile(Arrival.Own, (long)there.Size)
            : assumesLinks ? new ArrivedFile(Arrival.Hardlink, bytes)
            : there.Links > 1 ? new ArrivedFile(Arrival.Copy, bytes, LinkedElsewhere: true)
            : clonesWork ? CompareBlocks(installed, cached, bytes)
            : new ArrivedFile(Arrival.Copy, bytes);
    }

    // An overlay over two subvolumes of one btrfs shows both numbers as its own: two files of one name each are no hard link. Where
    // clones work the link count is the kernel's own.
    private bool IsCoincidence(in FileStatus there) => clonesWork && there.Links == 1;

    private ArrivedFile CompareBlocks(PlacedFile installed, PlacedFile cached, long bytes)
    {
        files.FirstExtent(installed.Folder, installed.Path, out var there);
        files.FirstExtent(cached.Folder, cached.Path, out var here);
        if (there.Kind == ExtentKind.Unknown && here.Kind == ExtentKind.Unknown)
        {
            // NFS does not tell; but where the server clones it shares the blocks of copies as well (copy_file_range(2)).
            return new ArrivedFile(bytes == 0 ? Arrival.Inline : Arrival.Clone, bytes);
        }
        return there.Kind switch
        {
            ExtentKind.Mapped when here.Kind == ExtentKind.Mapped && there.Physical == here.Physical => new ArrivedFile(Arrival.Clone, bytes),
            ExtentKind.Inline or ExtentKind.None => new ArrivedFile(Arrival.Inline, bytes),
            _ => new ArrivedFile(Arrival.Copy, bytes, there.IsShared),
        };
    }
}
