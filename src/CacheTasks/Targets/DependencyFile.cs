using System.Text;

namespace CacheTasks.Targets;

/// <summary>A rule as make(1) reads it, in which a compiler lists the sources of what it made: <c>/t/debug/app: /src/main.rs /src/lib\ rs</c>.</summary>
internal static class DependencyFile
{
    /// <summary>The prerequisites of its first rule that are absolute paths.</summary>
    public static IReadOnlyList<string> Parse(string text)
    {
        var found = new List<string>();
        var line = FirstRule(text);
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
        {
            return found;
        }
        var word = new StringBuilder();
        for (var at = colon + 2; at <= line.Length; at++)
        {
            if (at == line.Length || line[at] == ' ')
            {
                if (word.Length > 1 && word[0] == '/')
                {
                    found.Add(word.ToString());
                }
                word.Clear();
            }
            else if (line[at] == '\\' && at + 1 < line.Length && line[at + 1] is ' ' or '\\')
            {
                word.Append(line[++at]);
            }
            else
            {
                word.Append(line[at]);
            }
        }
        return found;
    }

    // A text that was cut off ends in half a path.
    private static string FirstRule(string text)
    {
        var end = text.IndexOf('\n');
        return end >= 0 ? text.Substring(0, end).TrimEnd('\r') : text.Substring(0, Math.Max(text.LastIndexOf(' '), 0));
    }
}
