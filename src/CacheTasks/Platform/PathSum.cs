namespace CacheTasks.Platform;

/// <summary>
/// A number for a set of files by path and size, whatever the order in which they are met, so that a tree can be compared with a list
/// without keeping either. It tells damage, not forgery: FNV-1a (RFC 9923) of the path, mixed with the size, added up.
/// </summary>
internal static class PathSum
{
    /// <summary>The state before the first name.</summary>
    public const ulong Start = 0xCBF29CE484222325;

    private const ulong Prime = 0x100000001B3;

    public static ulong Extend(ulong state, ReadOnlySpan<byte> name)
    {
        foreach (var value in name)
        {
            state = (state ^ value) * Prime;
        }
        return state;
    }

    public static ulong Enter(ulong state, ReadOnlySpan<byte> folder) => (Extend(state, folder) ^ (byte)'/') * Prime;

    /// <summary>What one file adds.</summary>
    /// <param name="path">The state after the path's last name.</param>
    /// <param name="size">-1: it does not count.</param>
    public static ulong Of(ulong path, long size)
    {
        // The finalizer of SplitMix64: neighbouring sizes give unrelated numbers.
        var mixed = path ^ ((ulong)(size + 1) * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
