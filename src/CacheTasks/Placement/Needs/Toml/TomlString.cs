using System.Globalization;
using System.Text;

namespace CacheTasks.Placement.Needs.Toml;

/// <summary>The four kinds of strings: basic and literal, on one line or several.</summary>
internal static class TomlString
{
    /// <summary>The string that begins here; null when it is not to be built.</summary>
    public static string? Read(TomlCursor at, bool build)
    {
        if (at.Take("\"\"\"") || at.Take("'''"))
        {
            return ReadLines(at, at.Text[at.Position - 1], build);
        }
        var quote = at.Next();
        var (text, start) = (at.Text, at.Position);
        var end = start;
        // Nearly all of a lock file is such strings.
        while (end < text.Length && text[end] != quote && text[end] != '\\' && text[end] >= ' ')
        {
            end++;
        }
        at.Position = end;
        return end < text.Length && text[end] == quote ? Take(at, start, build) : ReadSlowly(at, quote, start, build);
    }

    private static string? Take(TomlCursor at, int start, bool build)
    {
        at.Position++;
        return build ? at.Text.Substring(start, at.Position - 1 - start) : null;
    }

    private static string? ReadSlowly(TomlCursor at, char quote, int start, bool build)
    {
        while (at.Peek != quote || at.AtEnd)
        {
            if (at.Peek == '\\' && quote == '"')
            {
                return ReadEscaped(at, start, build);
            }
            Check(at, at.Next());
        }
        return Take(at, start, build);
    }

    private static string? ReadEscaped(TomlCursor at, int start, bool build)
    {
        var text = new StringBuilder(at.Text, start, at.Position - start, 64);
        while (!at.Take('"'))
        {
            var character = at.Next();
            Check(at, character);
            Append(text, at, character, escapes: true);
        }
        return build ? text.ToString() : null;
    }

    private static string? ReadLines(TomlCursor at, char quote, bool build)
    {
        var text = new StringBuilder();
        var end = new string(quote, 3);
        _ = at.Take('\n') || at.Take("\r\n");
        while (!at.Take(end))
        {
            var character = at.Next();
            if (character is not ('\n' or '\r'))
            {
                Check(at, character);
            }
            if (character == '\\' && quote == '"' && at.Peek is ' ' or '\t' or '\r' or '\n')
            {
                SkipLineEnd(at);
            }
            else
            {
                Append(text, at, character, escapes: quote == '"');
            }
        }
        // One or two quotes may stand before the three that end it.
        for (var i = 0; i < 2 && at.Take(quote); i++)
        {
            text.Append(quote);
        }
        return build ? text.ToString() : null;
    }

    private static void SkipLineEnd(TomlCursor at)
    {
        while (!at.AtEnd && at.Peek is ' ' or '\t' or '\r' or '\n')
        {
            at.Position++;
        }
    }

    private static void Append(StringBuilder text, TomlCursor at, char character, bool escapes)
    {
        if (character != '\\' || !escapes)
        {
            text.Append(character);
            return;
        }
        var escaped = at.Next();
        switch (escaped)
        {
            case 'b': text.Append('\b'); break;
            case 't': text.Append('\t'); break;
            case 'n': text.Append('\n'); break;
            case 'f': text.Append('\f'); break;
            case 'r': text.Append('\r'); break;
            case '"' or '\\': text.Append(escaped); break;
            case 'u': text.Append(CodePoint(at, 4)); break;
            case 'U': text.Append(CodePoint(at, 8)); break;
            default: throw at.Fault($"\\{escaped} is no escape");
        }
    }

    private static string CodePoint(TomlCursor at, int digits)
    {
        var hex = new string(Enumerable.Range(0, digits).Select(_ => at.Next()).ToArray());
        return int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is (>= 0 and < 0xD800) or (> 0xDFFF and <= 0x10FFFF)
            ? char.ConvertFromUtf32(point)
            : throw at.Fault($"{hex} is no character");
    }

    private static void Check(TomlCursor at, char character)
    {
        if (character is '\n' or '\r')
        {
            at.Position--;
            throw at.Fault("a string does not end on its line");
        }
        if (character < ' ' && character != '\t')
        {
            throw at.Fault("a control character in a string");
        }
    }
}
