using CacheTasks.Platform;

namespace CacheTasks.Outcome;

/// <summary>Tells how a file came, by comparing it with the cache's file: by path and inode, never by link count.</summary>
internal sealed class Arrivals(IFileSystem files, bool clonesWork)
{
    /// <param name="installed">The file in the target.</param>
    /// <param name="cached">The cache's file that it was made from.</param>
    /// <param name="bytes">The installed file's size.</param>
    /// <returns>Null when one of the two does not exist.</returns>
    public Arrival? Find(string installed, string cached, out long bytes)
    {
        bytes = 0;
        if (!files.Stat(installed, followLink: false, out var there).Succeeded || !files.Stat(cached, followLink: false, out var here).Succeeded)
        {
            return null;
        }
        bytes = (long)here.Size;
        return there.Kind == FileKind.Symlink ? Arrival.Symlink
            : there.IsSameFile(here) ? Arrival.Hardlink
            : there.Size != here.Size ? Arrival.Own
            : clonesWork ? Compare(installed, cached)
            : Arrival.Copy;
    }

    private Arrival Compare(string installed, string cached)
    {
        files.FirstExtent(installed, out var there);
        files.FirstExtent(cached, out var here);
        return there.Kind switch
        {
            ExtentKind.Mapped => there == here ? Arrival.Clone : Arrival.Copy,
            ExtentKind.Inline or ExtentKind.None => Arrival.Inline,
            _ => Arrival.Copy,
        };
    }
}
