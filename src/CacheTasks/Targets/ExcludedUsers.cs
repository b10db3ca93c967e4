using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>
/// The users that get no private directory (<c>CacheTasksExcludedUsers</c>): logins with <c>*</c>, <c>?</c> and <c>[…]</c>;
/// <c>uid&lt;1000</c>, also with &lt;=, =, &gt;=, &gt;; <c>@group</c>. Separated by <c>;</c> or <c>,</c>.
/// </summary>
internal sealed class ExcludedUsers
{
    private const string Valid = "Valid are logins with * and ?, uid<1000 (also <=, =, >=, >) and @group, separated by a semicolon.";

    private static readonly Regex Comparison = new(@"^uid\s*(<=|>=|<|>|=)\s*([0-9]+)$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly List<string> _entries = [];

    /// <summary>Those that can be read, for a shell that has to ask the same.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <param name="faults">Entries that cannot be read; the others count.</param>
    public static ExcludedUsers Parse(string text, out IReadOnlyList<Finding> faults)
    {
        var read = new ExcludedUsers();
        var found = new List<Finding>();
        foreach (var entry in text.Split(';', ',').Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            if (IsValid(entry))
            {
                read._entries.Add(entry);
            }
            else
            {
                found.Add(new Finding(Rules.InvalidValue, $"CacheTasksExcludedUsers has an entry \"{entry}\", which is not valid and excludes nobody. {Valid}"));
            }
        }
        faults = found;
        return read;
    }

    /// <returns>The first entry that names this user; null when none does.</returns>
    public string? Find(Person person, IUsers users) => _entries.FirstOrDefault(entry => Matches(entry, person, users));

    // "uid" followed by a sign is a comparison that went wrong, not a login.
    private static bool IsValid(string entry) =>
        entry[0] == '@' ? entry.Length > 1 : Comparison.Match(entry) is { Success: true } match ? uint.TryParse(match.Groups[2].Value, out _) : entry.IndexOfAny(['<', '>', '=', '/', ':']) < 0 && IsPattern(entry);

    // A range whose ends are exchanged.
    private static bool IsPattern(string entry)
    {
        try
        {
            return Pattern(entry) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool Matches(string entry, Person person, IUsers users)
    {
        if (entry[0] == '@')
        {
            return users.FindGroup(entry.Substring(1)) is { } group && (users.HasGroup(group.Id) || group.Members.Contains(person.Login));
        }
        return Comparison.Match(entry) is { Success: true } match
            ? Compares(person.Id, match.Groups[1].Value, uint.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
            : Pattern(entry).IsMatch(person.Login);
    }

    private static bool Compares(uint user, string sign, uint limit) => sign switch
    {
        "<" => user < limit,
        "<=" => user <= limit,
        "=" => user == limit,
        ">=" => user >= limit,
        _ => user > limit,
    };

    /// <summary>As the patterns of a shell's <c>case</c>, but that a backslash stands for itself: logins of a domain have one.</summary>
    private static Regex Pattern(string glob)
    {
        var pattern = new StringBuilder("^");
        for (var at = 0; at < glob.Length; at++)
        {
            var end = glob[at] == '[' ? glob.IndexOf(']', at + 1) : -1;
            if (end > at + 1)
            {
                var set = glob.Substring(at + 1, end - at - 1);
                pattern.Append('[').Append(set[0] == '!' ? "^" : "").Append(Regex.Escape(set[0] == '!' ? set.Substring(1) : set).Replace("]", @"\]")).Append(']');
                at = end;
                continue;
            }
            pattern.Append(glob[at] switch { '*' => ".*", '?' => ".", var other => Regex.Escape(other.ToString()) });
        }
        return new Regex(pattern.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }
}
