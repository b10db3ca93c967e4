using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform.Linux;

/// <summary>
/// Finds a mount by its ID in /proc/self/mountinfo: no prefix guessing, so over-mounts are right. The file is scanned as
/// bytes; only the line that is asked for becomes strings.
/// </summary>
internal static class MountTable
{
    public static MountInfo? Find(ulong mountId)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = ReadAll(ref buffer);
            return Find(buffer.AsSpan(0, length), mountId);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static MountInfo? Find(ReadOnlySpan<byte> table, ulong mountId)
    {
        Span<byte> prefix = stackalloc byte[21];
        if (!System.Buffers.Text.Utf8Formatter.TryFormat(mountId, prefix, out var digits))
        {
            return null;
        }
        prefix[digits] = (byte)' ';
        prefix = prefix[..(digits + 1)];
        while (!table.IsEmpty)
        {
            var end = table.IndexOf((byte)'\n');
            var line = end < 0 ? table : table[..end];
            if (line.StartsWith(prefix))
            {
                return Parse(mountId, Encoding.UTF8.GetString(line));
            }
            table = end < 0 ? default : table[(end + 1)..];
        }
        return null;
    }

    // "36 35 98:0 /root /point rw,noatime shared:1 - ext3 /dev/root rw": fields before " - " are optional in number.
    private static MountInfo? Parse(ulong id, string line)
    {
        var fields = line.Split(' ');
        var separator = fields.Length > 6 ? Array.IndexOf(fields, "-", 6) : -1;
        return separator < 0 || fields.Length < separator + 4
            ? null
            : new MountInfo(
                id, fields[2], Unescape(fields[3]), Unescape(fields[4]), fields[5], fields[separator + 1], Unescape(fields[separator + 2]), fields[separator + 3]);
    }

    // Space, tab, newline and backslash are written as three octal digits; decoded in one pass, so that \134040 stays \040.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\'))
        {
            return field;
        }
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)Convert.ToInt32(field.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }
        return text.ToString();
    }

    // A proc file has no size: read until a read returns nothing, growing.
    private static unsafe int ReadAll(ref byte[] buffer)
    {
        int descriptor;
        fixed (byte* path = "/proc/self/mountinfo"u8)
        {
            descriptor = LibC.openat(LibC.AT_FDCWD, path, LibC.O_RDONLY | LibC.O_CLOEXEC, 0);
        }
        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        var length = 0;
        while (descriptor >= 0)
        {
            fixed (byte* free = &buffer[length])
            {
                var read = LibC.read(descriptor, free, (nuint)(buffer.Length - length));
                if (read <= 0)
                {
                    break;
                }
                length += (int)read;
            }
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        return length;
    }
}
