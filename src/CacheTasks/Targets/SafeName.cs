using System.Text;

namespace CacheTasks.Targets;

/// <summary>Makes a folder name of any text, by bytes, so that <c>tr</c> and <c>cut</c> in a shell with <c>LC_ALL=C</c> make the same.</summary>
internal static class SafeName
{
    /// <summary>Bytes that are used of a name; with the rest of a folder's name it stays below NAME_MAX, 255.</summary>
    private const int Longest = 64;

    /// <summary>The first 64 bytes in UTF-8; each but ASCII letters, digits, dot, dash and underscore becomes <c>_</c>; then without leading dots.</summary>
    /// <returns>Possibly empty.</returns>
    public static string Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var name = new StringBuilder(Longest);
        foreach (var value in bytes.Take(Longest))
        {
            var character = (char)value;
            name.Append(character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_' ? character : '_');
        }
        return name.ToString().TrimStart('.');
    }
}
