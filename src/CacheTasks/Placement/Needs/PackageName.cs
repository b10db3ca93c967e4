using System.Text;

namespace CacheTasks.Placement.Needs;

/// <summary>Names of Python packages.</summary>
internal static class PackageName
{
    /// <summary>PEP 503: lower case, each run of <c>-</c>, <c>_</c> and <c>.</c> as one <c>-</c>.</summary>
    public static string Normalize(string name)
    {
        if (IsNormal(name))
        {
            return name;
        }
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (letter is not ('-' or '_' or '.'))
            {
                text.Append(char.ToLowerInvariant(letter));
            }
            else if (text.Length == 0 || text[text.Length - 1] != '-')
            {
                text.Append('-');
            }
        }
        return text.ToString();
    }

    /// <summary>A name that PEP 508 allows, so that it is no path.</summary>
    public static bool IsValid(string name) =>
        name.Length > 0 && IsEdge(name[0]) && IsEdge(name[name.Length - 1]) && name.All(letter => IsEdge(letter) || letter is '-' or '_' or '.');

    private static bool IsNormal(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is not (>= 'a' and <= 'z' or >= '0' and <= '9') && !(name[i] == '-' && i > 0 && name[i - 1] != '-'))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsEdge(char letter) => letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9';
}
