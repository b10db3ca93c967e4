using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CacheTasks.Doctor.Discovery;

/// <summary>Text as MSBuild escapes it: <c>%</c> and two hexadecimal digits.</summary>
internal static class MSBuildText
{
    // What MSBuild reads something into, and what it would make a slash of.
    private const string Special = "%*?@$();'\\";

    /// <summary>A path that a build takes literally, also one that begins or ends with a space.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var isOuterSpace = text[at] == ' ' && (at == 0 || at == text.Length - 1);
            escaped.Append(isOuterSpace || Special.Contains(text[at].ToString()) ? "%" + ((int)text[at]).ToString("X2", CultureInfo.InvariantCulture) : text[at].ToString());
        }
        return escaped.ToString();
    }

    public static string Unescape(string text) =>
        Regex.Replace(text, "%([0-9A-Fa-f]{2})", match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
}
