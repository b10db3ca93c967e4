using System.Globalization;
using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// Says of a complete copy which tree it was copied from, so that a later run can remove that tree and no other: by its path, its
/// inode, which a rename keeps, and the digest of all that was in it.
/// </summary>
internal sealed record MoveMarker(string Source, Device Device, ulong Inode, ulong Digest)
{
    private const string Heading = "CacheTasks copied this directory from the one below and was about to remove that.";

    public bool Is(in TreeStatus directory) => directory.Kind == FileKind.Directory && directory.Inode == Inode && directory.Device == Device;

    /// <summary>The path comes last: it may hold anything, a line feed too.</summary>
    public string Encode() => string.Format(CultureInfo.InvariantCulture, "{0}\n{1} {2} {3} {4}\n{5}", Heading, Device.Major, Device.Minor, Inode, Digest, Source);

    /// <returns>Null for a text of anybody else.</returns>
    public static MoveMarker? Parse(string text)
    {
        var lines = text.Split(['\n'], 3);
        if (lines.Length != 3 || lines[0] != Heading)
        {
            return null;
        }
        var numbers = new List<ulong>();
        foreach (var part in lines[1].Split(' '))
        {
            if (!ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }
            numbers.Add(number);
        }
        return numbers.Count == 4 ? new MoveMarker(lines[2], new Device((uint)numbers[0], (uint)numbers[1]), numbers[2], numbers[3]) : null;
    }
}
