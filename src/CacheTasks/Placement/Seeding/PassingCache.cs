using System.Text.RegularExpressions;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Seeding;

/// <summary>
/// The cache of one command: told to use none (<c>UV_NO_CACHE</c>, <c>no-cache</c> in its configuration), uv makes a temporary one, names it
/// when it is asked (facts of uv, asking it), removes it, and uses another the next time.
/// </summary>
internal static class PassingCache
{
    // Rust's tempfile: .tmp and six letters or digits.
    private static readonly Regex Name = new("/\\.tmp[A-Za-z0-9]{6}$", RegexOptions.CultureInvariant);

    public static bool Is(IFileSystem files, string path) => Name.IsMatch(path) && files.Stat(path, followLink: true, out _) == Errno.ENOENT;
}
