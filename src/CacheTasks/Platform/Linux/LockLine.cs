using System.Globalization;

namespace CacheTasks.Platform.Linux;

/// <summary>
/// A line of /proc/locks (proc_locks(5), lock_get_status in fs/locks.c): <c>1: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF</c>,
/// for one that waits <c>1: -> FLOCK …</c>, indented further where it waits for one that waits.
/// </summary>
internal static class LockLine
{
    /// <summary>Null for a line that is none, or whose file is unknown (<c>&lt;none&gt;:0</c>).</summary>
    public static FileLock? Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var waits = fields.Length > 1 && fields[1] == "->";
        var at = waits ? 2 : 1;
        if (fields.Length < at + 5
            || !long.TryParse(fields[0].TrimEnd(':'), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !int.TryParse(fields[at + 3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process))
        {
            return null;
        }
        // Device numbers are hexadecimal here, the inode is not.
        var file = fields[at + 4].Split(':');
        return file.Length == 3
            && uint.TryParse(file[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var major)
            && uint.TryParse(file[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var minor)
            && ulong.TryParse(file[2], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            ? new FileLock(id, KindOf(fields[at]), fields[at + 2] == "WRITE", process, new Device(major, minor).ToString(), inode, waits)
            : null;
    }

    private static LockKind KindOf(string name) => name switch
    {
        "FLOCK" => LockKind.Flock,
        "POSIX" => LockKind.Posix,
        "OFDLCK" => LockKind.OpenFile,
        _ => LockKind.Other,
    };
}
