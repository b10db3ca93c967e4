using System.Text;

namespace CacheTasks.Targets;

/// <summary>
/// The checksum that cksum(1) prints (POSIX.1-2017, cksum), so that a shell finds the same directory name as this task:
/// <c>printf %s "$path" | cksum</c>.
/// </summary>
internal static class PosixChecksum
{
    private const uint Polynomial = 0x04C11DB7;

    public static uint Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        uint sum = 0;
        foreach (var value in bytes)
        {
            sum = Add(sum, value);
        }
        // The length follows the data, least significant byte first, without leading zeros.
        for (var length = bytes.Length; length != 0; length >>= 8)
        {
            sum = Add(sum, (byte)length);
        }
        return ~sum;
    }

    private static uint Add(uint sum, byte value)
    {
        sum ^= (uint)value << 24;
        for (var bit = 0; bit < 8; bit++)
        {
            sum = (sum & 0x80000000) != 0 ? (sum << 1) ^ Polynomial : sum << 1;
        }
        return sum;
    }
}
