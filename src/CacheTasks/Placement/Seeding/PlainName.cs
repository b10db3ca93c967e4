namespace CacheTasks.Placement.Seeding;

/// <summary>Names as tools give them to what they number or hash: nothing that could lead elsewhere.</summary>
internal static class PlainName
{
    private const int Longest = 128;

    /// <summary>Letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static bool Is(string name) =>
        name.Length is > 0 and <= Longest && name.All(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');
}
