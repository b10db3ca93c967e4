using System.Text;
using System.Text.RegularExpressions;

namespace CacheTasks.Running;

/// <summary>
/// Text of a tool for a diagnostic: one line, since MSBuild repeats file and code in front of each line and a matcher then counts each, and without
/// control characters.
/// </summary>
internal static class OneLine
{
    private const int Longest = 2000;

    private static readonly Regex Escapes = new("\u001b(\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?)", RegexOptions.Compiled);

    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var character in Plain(text).Trim())
        {
            if (line.Length == Longest)
            {
                return line.Append('…').ToString();
            }
            if (!char.IsControl(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
            {
                line.Append(' ');
            }
        }
        return line.ToString();
    }

    /// <summary>Without colours and links (ECMA-48).</summary>
    public static string Plain(string text) => text.IndexOf('\u001b') < 0 ? text : Escapes.Replace(text, "");
}
