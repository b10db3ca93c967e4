using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;

namespace CacheTasks.Running;

/// <summary>
/// The lines of one error or warning of cargo, rustc or uv, as they are printed for people. It begins with <c>error: …</c>, <c>warning: …</c> or, in uv's
/// tree, <c>  × …</c>, and ends where a line does not belong to it.
/// </summary>
internal sealed class MessageBlock
{
    private const int MostLines = 400;
    private const int MostUnindented = 20;

    private static readonly Regex Start = new(@"^(?<level>error|warning)(\[(?<code>[A-Za-z_:0-9-]+)\])?: (?<text>.*)$|^  × (?<tree>.*)$", RegexOptions.Compiled);

    // cargo sets its verbs flush right in twelve columns, where the cause "  Permission denied" has its word too; uv's are few.
    private static readonly Regex CargoStatus = new("^(?=.{12} ) *[A-Z][a-z-]*(ing|ed|esh|rty|ble|ests)(?<=^.{12}) ", RegexOptions.Compiled);
    private static readonly Regex UvStatus = new("^ +(Building|Built|Updating|Updated|Preparing|Prepared|Downloading|Downloaded|Cloning|Cloned) |^ [+~-] ", RegexOptions.Compiled);

    private static readonly Regex Source = new(@"^ *(\d+ *[|+~-]( |$)|\.\.\.|\|)", RegexOptions.Compiled);
    private static readonly Regex Section = new("^(Caused by:|hint: |help: |note: |Usage: |For more information)", RegexOptions.Compiled);

    private readonly List<string> _lines;
    private readonly bool _ofProgram;
    private bool _awaitsReason;

    private MessageBlock(string line, Match match, string tool, bool ofProgram)
    {
        _lines = [line];
        _ofProgram = ofProgram;
        Tool = tool;
        IsTree = match.Groups["tree"].Success;
        Code = match.Groups["code"].Value;
        Headline = IsTree ? match.Groups["tree"].Value : match.Groups["text"].Value;
        Severity = match.Groups["level"].Value == "warning" ? Severity.Warning : Severity.Error;
    }

    public IReadOnlyList<string> Lines => _lines;

    public Severity Severity { get; }

    /// <summary>What stands in brackets behind the level; empty when nothing does.</summary>
    public string Code { get; }

    public string Headline { get; }

    /// <summary>In uv's older layout.</summary>
    public bool IsTree { get; }

    /// <summary>Who most likely says it.</summary>
    public string Tool { get; }

    /// <summary>cargo says what it does next.</summary>
    public static bool IsStatus(string line) => line.Length > 12 && CargoStatus.IsMatch(line);

    /// <summary>Null when the line begins none.</summary>
    /// <param name="ofProgram">A program that cargo runs may say it: whole lines that follow are its own.</param>
    public static MessageBlock? TryBegin(string line, string tool, bool ofProgram) =>
        line.Length > 4 && line[0] is 'e' or 'w' or ' ' && Start.Match(line) is { Success: true } match ? new MessageBlock(line, match, tool, ofProgram) : null;

    /// <returns>False when the line does not belong to it.</returns>
    public bool TryAdd(string line)
    {
        if (_lines.Count >= MostLines || !Continues(line))
        {
            return false;
        }
        _awaitsReason = line.Contains("TOML parse error at line") || (_awaitsReason && (line.Trim().Length == 0 || Source.IsMatch(line)));
        _lines.Add(line);
        return true;
    }

    private bool Continues(string line)
    {
        var previous = _lines[_lines.Count - 1];
        if (line.Length == 0)
        {
            return true;
        }
        if (Start.IsMatch(line) || (Tool == ToolCodes.Uv ? UvStatus : CargoStatus).IsMatch(line))
        {
            return false;
        }
        if (line[0] == ' ' || _awaitsReason || Section.IsMatch(line))
        {
            return true;
        }
        return previous.Length > 0 && (Source.IsMatch(line) || (Tool == ToolCodes.Cargo && !_ofProgram && Severity == Severity.Error && _lines.Count < MostUnindented && !_lines.Skip(1).Any(earlier => earlier.Length == 0 || earlier[0] == ' ')));
    }
}
