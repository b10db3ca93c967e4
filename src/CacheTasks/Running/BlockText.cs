using System.Text.RegularExpressions;

namespace CacheTasks.Running;

/// <summary>The parts of a <see cref="MessageBlock"/>.</summary>
/// <param name="Causes">From the outermost to the innermost.</param>
/// <param name="Hints">What the tool advises.</param>
/// <param name="File">As printed; null when no place is given. Line and column count from 1, 0 is unknown.</param>
/// <param name="Reason">Why a file could not be read, behind its source lines.</param>
internal sealed record BlockText(string Headline, IReadOnlyList<string> Causes, IReadOnlyList<string> Hints, string? File, int Line, int Column, string Reason)
{
    private static readonly Regex Arrow = new(@"^ *--> (?<file>.+?)(:(?<line>\d+)(:(?<column>\d+))?)?$", RegexOptions.Compiled);
    private static readonly Regex Toml = new(@"TOML parse error at line (?<line>\d+), column (?<column>\d+)", RegexOptions.Compiled);
    private static readonly Regex UvCause = new(@"^(  (Caused by|cause): |  (├─▶|╰─▶) )(?<text>.*)$", RegexOptions.Compiled);
    private static readonly Regex Hint = new(@"^ *(hint|help): (?<text>.*)$", RegexOptions.Compiled);
    private static readonly Regex SourceLine = new(@"^ *(\d+ *)?\|", RegexOptions.Compiled);

    public static BlockText Of(MessageBlock block) => new Reader(block).Read();

    /// <summary>All of it as one sentence after the other.</summary>
    public string Sentence
    {
        get
        {
            var said = string.Concat([Headline, .. Causes.Select(cause => "; caused by: " + cause), Reason.Length > 0 ? ": " + Reason : ""]);
            return Hints.Count == 0 ? said : said.TrimEnd('.') + string.Concat(Hints.Select(hint => ". Hint: " + hint.TrimEnd('.')));
        }
    }

    private sealed class Reader(MessageBlock block)
    {
        private readonly List<string> _causes = [];
        private readonly List<string> _hints = [];
        private string _headline = block.Headline.TrimEnd();
        // Lines that are set in go on with its last text.
        private List<string>? _open;
        private string? _file;
        private int _line;
        private int _column;
        private string _reason = "";
        private bool _inToml;
        private bool _inChain;
        private bool _isQuoted;

        public BlockText Read()
        {
            foreach (var line in block.Lines.Skip(1).Prepend(block.Headline))
            {
                Take(line);
            }
            return new BlockText(_headline.TrimEnd(':'), _causes, _hints, _file, _line, _column, _reason);
        }

        private void Take(string line)
        {
            if (Toml.Match(line) is { Success: true } toml)
            {
                _ = int.TryParse(toml.Groups["line"].Value, out _line);
                _ = int.TryParse(toml.Groups["column"].Value, out _column);
                _inToml = true;
            }
            if (UvCause.Match(line) is { Success: true } cause)
            {
                _causes.Add(cause.Groups["text"].Value.Trim());
                (_open, _isQuoted) = (_causes, false);
            }
            else if (Hint.Match(line) is { Success: true } hint)
            {
                _hints.Add(hint.Groups["text"].Value.Trim());
                _open = _causes.Count > 0 ? _hints : null;
            }
            else if (line == "Caused by:")
            {
                _causes.Add("");
                (_inChain, _isQuoted) = (true, false);
            }
            else if (_file is null && Arrow.Match(line) is { Success: true } arrow)
            {
                _file = arrow.Groups["file"].Value;
                _ = int.TryParse(arrow.Groups["line"].Value, out _line);
                _ = int.TryParse(arrow.Groups["column"].Value, out _column);
            }
            else
            {
                TakeRest(line);
            }
        }

        private void TakeRest(string line)
        {
            var text = line.Trim();
            _isQuoted |= text is "[stdout]" or "[stderr]" or "--- stdout" or "--- stderr";
            if (text.Length == 0 || _isQuoted || ReferenceEquals(line, block.Headline) || SourceLine.IsMatch(line))
            {
                return;
            }
            if (_inToml && !Toml.IsMatch(line))
            {
                (_reason, _inToml) = (text, false);
            }
            else if (_inChain && line[0] == ' ')
            {
                _causes[_causes.Count - 1] = (_causes[_causes.Count - 1] + " " + text).Trim();
            }
            else if (!_inChain && line[0] == ' ' && _open is { } open)
            {
                open[open.Count - 1] = (open[open.Count - 1] + " " + text).Trim();
            }
            else if (line[0] != ' ' && !_inChain && _causes.Count == 0 && _file is null && block.Lines.Count > 1 && !line.StartsWith("Usage: ", StringComparison.Ordinal)
                && !line.StartsWith("For more information", StringComparison.Ordinal) && !line.StartsWith("note: ", StringComparison.Ordinal))
            {
                _headline += "; " + text;
            }
        }
    }
}
