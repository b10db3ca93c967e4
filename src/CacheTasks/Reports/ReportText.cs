using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CacheTasks.Reports;

/// <summary>Text that others chose, made fit to stand in a report: no character of it acts on what is around it.</summary>
internal static class ReportText
{
    private const char Replacement = '\uFFFD';

    private const string Harmless = " ./,-:;=+?'\"()%";

    // Colours and other commands to a terminal (ECMA-48, control sequences and strings).
    private static readonly Regex TerminalCommand = new("\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?)", RegexOptions.Compiled | RegexOptions.CultureInvariant);

    /// <summary>Without terminal commands; control characters but line feed and tab, direction overrides and halves of pairs are replaced.</summary>
    public static string Clean(string text)
    {
        text = text.Contains('\u001b') ? TerminalCommand.Replace(text, "") : text;
        text = text.Replace("\r\n", "\n");
        StringBuilder? changed = null;
        for (var at = 0; at < text.Length; at++)
        {
            var paired = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
            if (paired)
            {
                changed?.Append(text, at, 2);
                at++;
            }
            else if (IsUnsafe(text[at]))
            {
                (changed ??= new StringBuilder(text, 0, at, text.Length)).Append(Replacement);
            }
            else
            {
                changed?.Append(text[at]);
            }
        }
        return changed?.ToString() ?? text;
    }

    /// <summary>Clean, in one line.</summary>
    public static string Line(string text) => string.Join(" ", Clean(text).Split(['\n', '\t', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())).Trim();

    /// <summary>Clean, for an element's text or a quoted attribute of HTML or SVG.</summary>
    public static string Html(string text) =>
        Clean(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    /// <summary>One line for Markdown: each character that Markdown or HTML could take for markup is a character reference.</summary>
    public static string Markdown(string text)
    {
        var line = Line(text);
        var escaped = new StringBuilder(line.Length + 16);
        foreach (var character in line)
        {
            if (character >= 0x80 || char.IsLetterOrDigit(character) || Harmless.Contains(character))
            {
                escaped.Append(character);
            }
            else
            {
                escaped.Append("&#").Append(((int)character).ToString(CultureInfo.InvariantCulture)).Append(';');
            }
        }
        // GitHub makes links of these by themselves.
        return escaped.ToString().Replace("://", "&#58;//").Replace("www.", "www&#46;");
    }

    /// <summary>No more than about <paramref name="most"/> columns: what is left out is in the middle, since both ends of a path say most.</summary>
    public static string Shorten(string text, int most)
    {
        text = Line(text);
        if (Columns(text) <= most)
        {
            return text;
        }
        var (head, tail) = (0, text.Length);
        var (left, right) = ((most - 1) / 3, most - 1 - ((most - 1) / 3));
        while (left >= Columns(text, head))
        {
            left -= Columns(text, head);
            head += Length(text, head);
        }
        while (tail > head && right >= Columns(text, Before(text, tail)))
        {
            tail = Before(text, tail);
            right -= Columns(text, tail);
        }
        return text.Substring(0, head) + "…" + text.Substring(tail);
    }

    /// <summary>Width in columns of a fixed-width font; characters of East Asian scripts and symbols count two.</summary>
    public static int Columns(string text)
    {
        var columns = 0;
        for (var at = 0; at < text.Length; at += Length(text, at))
        {
            columns += Columns(text, at);
        }
        return columns;
    }

    private static int Columns(string text, int at) => Length(text, at) == 2 || text[at] is (>= '\u1100' and <= '\u115F') or >= '\u2E80' ? 2 : 1;

    private static int Length(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    private static int Before(string text, int at) => at >= 2 && char.IsSurrogatePair(text[at - 2], text[at - 1]) ? at - 2 : at - 1;

    private static bool IsUnsafe(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\t')) || char.IsSurrogate(character)
        || character is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
