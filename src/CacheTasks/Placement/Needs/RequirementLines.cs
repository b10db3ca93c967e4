using System.Text.RegularExpressions;

namespace CacheTasks.Placement.Needs;

/// <summary>The logical lines of a requirements file (pip's documentation, "Requirements File Format").</summary>
internal static class RequirementLines
{
    // pip, req_file.py: a # after a blank or at the beginning of a line.
    private static readonly Regex Comment = new(@"(^|\s+)#.*$", RegexOptions.CultureInvariant);

    private static readonly (string Option, bool Constraints)[] Includes =
        [("--requirement", false), ("--constraint", true), ("-r", false), ("-c", true)];

    /// <summary>Lines joined where one ends with a backslash, without comments, options of a requirement and empty ones.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var joined = "";
        foreach (var physical in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            var continues = physical.Length > 0 && physical[physical.Length - 1] == '\\' && physical.TrimStart()[0] != '#';
            joined += continues ? physical.Substring(0, physical.Length - 1) + " " : physical;
            if (continues)
            {
                continue;
            }
            if (Clean(joined) is { Length: > 0 } line)
            {
                yield return line;
            }
            joined = "";
        }
        if (Clean(joined) is { Length: > 0 } last)
        {
            yield return last;
        }
    }

    /// <summary>The line of git's mark of a merge conflict, from 1; null: there is none.</summary>
    public static int? FindConflict(string text)
    {
        var lines = text.Split('\n');
        var found = Array.FindIndex(lines, line => line.StartsWith("<<<<<<< ", StringComparison.Ordinal) || line.StartsWith(">>>>>>> ", StringComparison.Ordinal));
        return found < 0 ? null : found + 1;
    }

    /// <summary>The file that <c>-r FILE</c>, <c>-rFILE</c>, <c>--requirement=FILE</c> or such a line for constraints includes; null for other lines.</summary>
    public static string? Included(string line, out bool constraints)
    {
        foreach (var (option, constrains) in Includes)
        {
            if (line.StartsWith(option, StringComparison.Ordinal))
            {
                constraints = constrains;
                var file = line.Substring(option.Length).TrimStart(' ', '\t', '=').Trim('"', '\'', ' ', '\t');
                return file.Length > 0 ? file : null;
            }
        }
        constraints = false;
        return null;
    }

    private static string Clean(string line)
    {
        var text = Comment.Replace(line, "").Trim();
        var options = text.IndexOf(" --", StringComparison.Ordinal);
        return options > 0 && text[0] != '-' ? text.Substring(0, options).TrimEnd() : text;
    }
}
