using System.Buffers.Text;

namespace CacheTasks.Placement.Seeding;

/// <summary>A line of a RECORD: path, hash and size, separated by commas; a path with a comma or a quote is quoted, its quotes doubled.</summary>
internal static class RecordLine
{
    private const byte Quote = (byte)'"';

    /// <returns>Its bytes are UTF-8.</returns>
    public static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0 || line[0] != Quote)
        {
            var comma = line.IndexOf((byte)',');
            return comma < 0 ? line : line.Slice(0, comma);
        }
        var path = new List<byte>(line.Length);
        for (var at = 1; at < line.Length; at++)
        {
            if (line[at] == Quote && (at + 1 == line.Length || line[++at] != Quote))
            {
                break;
            }
            path.Add(line[at]);
        }
        return path.ToArray();
    }

    /// <returns>-1: none is said.</returns>
    public static long SizeOf(ReadOnlySpan<byte> field) => Utf8Parser.TryParse(field, out long size, out var read) && read == field.Length && size >= 0 ? size : -1;
}
