using System.Text;

namespace CacheTasks.Platform;

/// <summary>
/// One line of mountinfo, as bytes: <c>36 35 98:0 /root /point rw,noatime shared:1 - ext3 /dev/root rw</c>, with any number of fields
/// before <c> - </c>. A field may hold any byte; space, tab, newline and backslash are three octal digits behind a backslash.
/// </summary>
internal static class MountLine
{
    private const byte Space = (byte)' ';

    private static readonly byte[] Separator = " - "u8.ToArray();

    /// <summary>Null when the line has not the fields that every kernel prints.</summary>
    public static MountInfo? Parse(ReadOnlySpan<byte> line)
    {
        var separator = line.IndexOf(Separator);
        if (separator < 0 || Field(line.Slice(0, separator), 5).IsEmpty || !ulong.TryParse(Text(Field(line, 0)), out var id))
        {
            return null;
        }
        var after = line.Slice(separator + Separator.Length);
        if (after.IndexOf(Space) < 0 || after.Slice(after.IndexOf(Space) + 1).IndexOf(Space) < 0)
        {
            return null;
        }
        return new MountInfo(
            id,
            Text(Field(line, 2)),
            Text(Unescape(Field(line, 3))),
            Text(Unescape(Field(line, 4))),
            Text(Field(line, 5)),
            Text(Field(after, 0)),
            Text(Unescape(Field(after, 1))),
            Text(Field(after, 2)))
        {
            Parent = ulong.TryParse(Text(Field(line, 1)), out var parent) ? parent : 0,
            OddRoot = Odd(Unescape(Field(line, 3))),
            OddPoint = Odd(Unescape(Field(line, 4))),
        };
    }

    /// <summary>The field with this number, from 0; empty when there are fewer.</summary>
    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int number)
    {
        for (; number > 0; number--)
        {
            var space = line.IndexOf(Space);
            if (space < 0)
            {
                return default;
            }
            line = line.Slice(space + 1);
        }
        var end = line.IndexOf(Space);
        return end < 0 ? line : line.Slice(0, end);
    }

    public static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> line)
    {
        var separator = line.IndexOf(Separator);
        return separator < 0 ? default : Field(line.Slice(separator + Separator.Length), 0);
    }

    /// <summary>Decoded in one pass, so that <c>\134040</c> stays <c>\040</c>.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> field)
    {
        if (field.IndexOf((byte)'\\') < 0)
        {
            return field;
        }
        var bytes = new List<byte>(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && IsOctal(field[i + 1]) && IsOctal(field[i + 2]) && IsOctal(field[i + 3]))
            {
                bytes.Add((byte)(((field[i + 1] - '0') << 6) | ((field[i + 2] - '0') << 3) | (field[i + 3] - '0')));
                i += 3;
            }
            else
            {
                bytes.Add(field[i]);
            }
        }
        return bytes.ToArray();
    }

    private static bool IsOctal(byte digit) => digit is >= (byte)'0' and <= (byte)'7';

    private static byte[]? Odd(ReadOnlySpan<byte> bytes) =>
        bytes.SequenceEqual(Encoding.UTF8.GetBytes(Text(bytes))) ? null : bytes.ToArray();

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.ToArray());
}
