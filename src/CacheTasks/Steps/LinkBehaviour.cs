using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <summary>
/// What one range of versions of a tool does when a mode fails: for each mode the ladder of modes that it tries in turn.
/// As data in a profile: <c>[0.10.9,): clone>hardlink>copy, hardlink>copy, symlink>copy, copy | recovers EMLINK | needs symlink move | prints Failed to hardlink files</c>,
/// the tool's default first.
/// </summary>
internal sealed class LinkBehaviour
{
    private readonly IReadOnlyList<IReadOnlyList<LinkMode>> _ladders;

    private readonly IReadOnlyDictionary<string, string> _clauses;

    private LinkBehaviour(VersionRange versions, IReadOnlyList<IReadOnlyList<LinkMode>> ladders, IReadOnlyDictionary<string, string> clauses)
    {
        Versions = versions;
        _ladders = ladders;
        _clauses = clauses;
    }

    public VersionRange Versions { get; }

    /// <summary>The mode that the tool uses when nobody says one.</summary>
    public LinkMode Default => _ladders[0][0];

    public bool Knows(LinkMode mode) => _ladders.Any(ladder => ladder[0] == mode);

    /// <summary>The modes that the tool tries when told <paramref name="mode"/>, first to last.</summary>
    public IReadOnlyList<LinkMode> Ladder(LinkMode mode) => _ladders.FirstOrDefault(ladder => ladder[0] == mode) ?? [mode];

    /// <summary>Whether the tool gets over this error at any file; others end it once it has settled on a mode for a package.</summary>
    public bool Recovers(string errno) => Words("recovers").Contains(errno);

    /// <summary>Whether the tool cannot work with a cache in which this is impossible: <c>lock</c>, <c>locks</c>, <c>symlink</c>, <c>move</c>.</summary>
    public bool Needs(string work) => Words("needs").Contains(work);

    /// <summary>How the tool's own warning about a fall to copies begins, <c>{mode}</c> standing for the mode that it was told; empty when it has none.</summary>
    public string Prints(LinkMode told) => Clause("prints").Replace("{mode}", told.Name());

    private string[] Words(string clause) => Clause(clause).Split([' '], StringSplitOptions.RemoveEmptyEntries);

    private string Clause(string name) => _clauses.TryGetValue(name, out var text) ? text : "";

    /// <summary>Rows separated by <c>;</c>.</summary>
    /// <exception cref="FormatException">A row that cannot be read; the message quotes it.</exception>
    public static IReadOnlyList<LinkBehaviour> ParseAll(string rows) =>
        rows.Split(';').Select(row => row.Trim()).Where(row => row.Length > 0).Select(Parse).ToList();

    private static LinkBehaviour Parse(string row)
    {
        var colon = row.IndexOf(':');
        if (colon < 0 || !VersionRange.TryParse(row.Substring(0, colon).Trim(), out var versions))
        {
            throw new FormatException($"'{row}' is not '<version range>: <mode>[>mode…], …'");
        }
        var parts = row.Substring(colon + 1).Split('|');
        var ladders = parts[0].Split(',').Select(ladder => ParseLadder(row, ladder)).ToList();
        return new LinkBehaviour(versions, ladders, ParseClauses(row, parts.Skip(1)));
    }

    private static Dictionary<string, string> ParseClauses(string row, IEnumerable<string> texts)
    {
        var clauses = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            var words = text.Trim().Split([' '], 2);
            if (!KnownClauses.Contains(words[0]) || words.Length < 2)
            {
                throw new FormatException($"'{text.Trim()}' in '{row}' is not one of recovers ERRNO…, needs lock|locks|symlink|move…, prints TEXT");
            }
            clauses[words[0]] = words[1].Trim();
        }
        return clauses;
    }

    private static readonly string[] KnownClauses = ["recovers", "needs", "prints"];

    private static List<LinkMode> ParseLadder(string row, string ladder) =>
        ladder.Split('>').Select(name => LinkModes.Find(name) ?? throw new FormatException($"'{name.Trim()}' in '{row}' is not one of clone, hardlink, symlink, copy")).ToList();
}
