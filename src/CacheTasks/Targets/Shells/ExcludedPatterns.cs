using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CacheTasks.Targets.Shells;

/// <summary>
/// <c>CacheTasksExcludedUsers</c> as a shell asks it: logins as patterns of a <c>case</c>, comparisons of the user ID, and groups.
/// </summary>
internal sealed class ExcludedPatterns
{
    private static readonly Regex Comparison = new(@"^uid\s*(<=|>=|<|>|=)\s*([0-9]+)$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly Dictionary<string, string> Signs = new() { ["<"] = "-lt", ["<="] = "-le", ["="] = "-eq", [">="] = "-ge", [">"] = "-gt" };

    private readonly List<string> _logins = [];
    private readonly List<string> _conditions = [];

    public ExcludedPatterns(ExcludedUsers users)
    {
        foreach (var entry in users.Entries)
        {
            Add(entry);
        }
    }

    /// <summary>Branches of a <c>case</c> over the login.</summary>
    public string Logins => string.Join("\n", _logins.Select(pattern => $"  {pattern}) return 0 ;;"));

    /// <summary>Commands that return when they hold.</summary>
    public string Conditions => string.Join("\n", _conditions.Select(condition => $"  {condition} && return 0"));

    private void Add(string entry)
    {
        if (entry[0] == '@')
        {
            _conditions.Add($"_cachetasks_has_group {Literal.Posix(entry.Substring(1))}");
        }
        else if (Comparison.Match(entry) is { Success: true } match)
        {
            var limit = uint.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            _conditions.Add($"[ \"$__ct_id\" {Signs[match.Groups[1].Value]} {limit} ]");
        }
        else
        {
            _logins.Add(Pattern(entry));
        }
    }

    /// <summary><c>*</c>, <c>?</c> and <c>[…]</c> keep their meaning; all else is quoted, also a backslash, which logins of a domain have.</summary>
    private static string Pattern(string glob)
    {
        var pattern = new StringBuilder();
        for (var at = 0; at < glob.Length; at++)
        {
            var end = glob[at] == '[' ? glob.IndexOf(']', at + 1) : -1;
            if (end > at + 1 && glob.Substring(at + 1, end - at - 1) is var set && set.Trim('!').All(sign => char.IsLetterOrDigit(sign) || sign is '_' or '-' or '.'))
            {
                pattern.Append('[').Append(set).Append(']');
                at = end;
            }
            else
            {
                pattern.Append(glob[at] is '*' or '?' ? glob[at].ToString() : Literal.Posix(glob[at].ToString()));
            }
        }
        return pattern.ToString();
    }
}
