using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Outcome;

/// <summary>
/// A session folder of rustc (<c>incremental/CRATE/s-…</c>). A new one gets what is still good by hard link from the last one, which stays until the next
/// session, or by copy, with a warning, where links fail (rustc_incremental, persist/fs).
/// </summary>
internal static class IncrementalSession
{
    private const int MostFiles = 64;
    private const long MostBytes = 4 * 1024 * 1024;

    /// <returns>Null: nothing was carried over in the step, or it cannot be told.</returns>
    public static LinkMode? HowCarriedOver(IFileSystem files, string crate, long since)
    {
        try
        {
            var sessions = Directory.EnumerateDirectories(crate, "s-*").Where(folder => !folder.EndsWith("-working", StringComparison.Ordinal))
                .Select(folder => (Folder: folder, At: ModifiedOf(files, folder))).OrderByDescending(session => session.At).Take(2).ToList();
            return sessions.Count < 2 || sessions[0].At < since ? null : Compare(files, sessions[0].Folder, sessions[1].Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static LinkMode? Compare(IFileSystem files, string now, string before)
    {
        LinkMode? seen = null;
        foreach (var file in Directory.EnumerateFiles(now, "*.o").Take(MostFiles))
        {
            var old = Path.Combine(before, Path.GetFileName(file));
            if (!files.Stat(file, followLink: false, out var there).Succeeded || !files.Stat(old, followLink: false, out var here).Succeeded)
            {
                continue;
            }
            if (there.IsSameFile(here))
            {
                return LinkMode.Hardlink;
            }
            // What was compiled anew seldom has the same bytes; what was copied always has.
            seen ??= there.Size == here.Size && there.Size < MostBytes && File.ReadAllBytes(file).SequenceEqual(File.ReadAllBytes(old)) ? LinkMode.Copy : null;
        }
        return seen;
    }

    private static long ModifiedOf(IFileSystem files, string folder) => files.Stat(folder, followLink: false, out var status).Succeeded ? status.Modified : 0;
}
