using System.Text;

namespace CacheTasks.Running;

/// <summary>One word of a command as the shell would pass it on.</summary>
/// <param name="End">The index behind it in the text.</param>
/// <param name="IsLiteral">False where the shell would put something else in its place.</param>
internal sealed record ShellWord(string Text, int End, bool IsLiteral);

/// <summary>
/// A shell's command line as far as it can be read without running it: its simple commands, one after the other.
/// </summary>
/// <param name="IsPlain">Nothing but simple commands, so the output of each goes where the output of all goes.</param>
internal sealed record ShellCommands(IReadOnlyList<IReadOnlyList<ShellWord>> Commands, bool IsPlain)
{
    private const string Separators = ";\n&|<>()`";
    private const string Expanded = "$*?[{~";

    /// <summary>The text leads some command's standard error into its standard output.</summary>
    public static bool Merges(string text) => Array.Exists(["2>&1", "&>", "|&"], text.Contains);

    public static ShellCommands Read(string text) => new Reader(text).Read();

    private sealed class Reader(string text)
    {
        private readonly List<IReadOnlyList<ShellWord>> _commands = [];
        private readonly StringBuilder _word = new();
        private List<ShellWord> _current = [];
        private bool _inWord;
        private bool _isLiteral = true;
        private bool _isPlain = true;
        private int _at;

        public ShellCommands Read()
        {
            while (_at < text.Length)
            {
                Take(text[_at]);
            }
            EndCommand();
            return new ShellCommands(_commands, _isPlain);
        }

        private void Take(char character)
        {
            if (character is ' ' or '\t')
            {
                EndWord();
                _at++;
            }
            else if (character == '#' && !_inWord)
            {
                _at = text.IndexOf('\n', _at) is var end && end < 0 ? text.Length : end;
            }
            else if (IsMerge())
            {
                _at += "2>&1".Length;
            }
            else if (Separators.Contains(character))
            {
                Separate(character);
            }
            else
            {
                TakePart(character);
            }
        }

        // Both streams into one: no line gets lost.
        private bool IsMerge() => !_inWord && string.CompareOrdinal(text, _at, "2>&1", 0, 4) == 0 && (_at + 4 == text.Length || " \t\n;&".Contains(text[_at + 4]));

        private void Separate(char character)
        {
            var isPair = _at + 1 < text.Length && text[_at + 1] == character && character is '&' or '|';
            _isPlain &= character is ';' or '\n' || isPair;
            EndCommand();
            _at += isPair ? 2 : 1;
        }

        private void TakePart(char character)
        {
            _inWord = true;
            switch (character)
            {
                case '\'':
                    TakeQuoted('\'');
                    break;
                case '"':
                    TakeQuoted('"');
                    break;
                case '\\' when _at + 1 < text.Length:
                    _isLiteral &= text[_at + 1] != '\n';
                    _word.Append(text[_at + 1]);
                    _at += 2;
                    break;
                default:
                    _isLiteral &= !Expanded.Contains(character);
                    _word.Append(character);
                    _at++;
                    break;
            }
        }

        private void TakeQuoted(char quote)
        {
            var end = text.IndexOf(quote, _at + 1);
            _isPlain &= end >= 0;
            end = end < 0 ? text.Length : end;
            var inside = text.Substring(_at + 1, end - _at - 1);
            _isLiteral &= quote == '\'' || inside.IndexOfAny(['$', '`', '\\']) < 0;
            _isPlain &= quote == '\'' || inside.IndexOfAny(['`', '\\']) < 0;
            _word.Append(inside);
            _at = Math.Min(end + 1, text.Length);
        }

        private void EndWord()
        {
            if (_inWord)
            {
                _current.Add(new ShellWord(_word.ToString(), _at, _isLiteral));
            }
            _word.Clear();
            (_inWord, _isLiteral) = (false, true);
        }

        private void EndCommand()
        {
            EndWord();
            if (_current.Count > 0)
            {
                _commands.Add(_current);
            }
            _current = [];
        }
    }
}
