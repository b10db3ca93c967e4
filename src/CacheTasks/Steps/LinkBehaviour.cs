using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <summary>
/// What one range of versions of a tool does when a mode fails: for each mode the ladder of modes that it tries in turn.
/// As data in a profile: <c>[0.10.5,): clone>hardlink>copy, hardlink>copy, symlink>copy, copy</c>, the tool's default first.
/// </summary>
internal sealed class LinkBehaviour
{
    private readonly IReadOnlyList<IReadOnlyList<LinkMode>> _ladders;

    private LinkBehaviour(VersionRange versions, IReadOnlyList<IReadOnlyList<LinkMode>> ladders)
    {
        Versions = versions;
        _ladders = ladders;
    }

    public VersionRange Versions { get; }

    /// <summary>The mode that the tool uses when nobody says one.</summary>
    public LinkMode Default => _ladders[0][0];

    public bool Knows(LinkMode mode) => _ladders.Any(ladder => ladder[0] == mode);

    /// <summary>The modes that the tool tries when told <paramref name="mode"/>, first to last.</summary>
    public IReadOnlyList<LinkMode> Ladder(LinkMode mode) => _ladders.FirstOrDefault(ladder => ladder[0] == mode) ?? [mode];

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
        var ladders = row.Substring(colon + 1).Split(',').Select(ladder => ParseLadder(row, ladder)).ToList();
        return new LinkBehaviour(versions, ladders);
    }

    private static List<LinkMode> ParseLadder(string row, string ladder) =>
        ladder.Split('>').Select(name => LinkModes.Find(name) ?? throw new FormatException($"'{name.Trim()}' in '{row}' is not one of clone, hardlink, symlink, copy")).ToList();
}
