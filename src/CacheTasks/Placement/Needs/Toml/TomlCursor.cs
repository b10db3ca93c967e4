namespace CacheTasks.Placement.Needs.Toml;

/// <summary>A place in a TOML text, and the steps over it that need no knowledge of tables.</summary>
internal sealed class TomlCursor(string text)
{
    /// <summary>What <see cref="Peek"/> gives at the end of the text.</summary>
    public const char End = '\0';

    private readonly Dictionary<int, string> _names = [];
    private int _position = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;

    public char Peek => _position < text.Length ? text[_position] : End;

    public bool AtEnd => _position >= text.Length;

    public int Position { get => _position; set => _position = value; }

    public string Text => text;

    public char Next() => _position < text.Length ? text[_position++] : throw Fault("the text ends too early");

    public bool Take(char character)
    {
        if (Peek != character || AtEnd)
        {
            return false;
        }
        _position++;
        return true;
    }

    public bool Take(string characters)
    {
        if (string.CompareOrdinal(text, _position, characters, 0, characters.Length) != 0)
        {
            return false;
        }
        _position += characters.Length;
        return true;
    }

    public void Expect(char character)
    {
        SkipBlanks();
        if (!Take(character))
        {
            throw Fault(AtEnd ? $"the text ends where {character} should be" : $"{character} is missing");
        }
    }

    public void SkipBlanks()
    {
        while (Peek is ' ' or '\t')
        {
            _position++;
        }
    }

    /// <summary>Over blanks, comments and line ends.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool SkipToContent()
    {
        while (!AtEnd)
        {
            var character = text[_position];
            if (character == '#')
            {
                SkipComment();
            }
            else if (character is ' ' or '\t' or '\n' || (character == '\r' && NextIs('\n')))
            {
                _position++;
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Nothing but a comment may follow on this line.</summary>
    public void EndLine()
    {
        SkipBlanks();
        if (Peek == '#')
        {
            SkipComment();
        }
        if (!AtEnd && !Take('\n') && !Take("\r\n"))
        {
            throw Fault("more follows on the line");
        }
    }

    public string TakeBareKey()
    {
        var start = _position;
        while (IsKey(Peek))
        {
            _position++;
        }
        return _position > start ? Name(start, _position - start) : throw Fault(AtEnd ? "the text ends where a key should be" : "a key is missing");
    }

    /// <summary>A number, a truth value or a date, with one blank at most: <c>1979-05-27 07:32:00</c>.</summary>
    public string TakeBareValue()
    {
        var start = _position;
        while (IsBare(Peek) || (Peek == ' ' && _position - start == 10 && text[start + 4] == '-' && _position + 1 < text.Length && text[_position + 1] is >= '0' and <= '9'))
        {
            _position++;
        }
        var value = text.Substring(start, _position - start);
        var isWord = value is "true" or "false" or "inf" or "nan" or "+inf" or "-inf" or "+nan" or "-nan";
        var digit = value.Length > 1 && value[0] is '+' or '-' ? 1 : 0;
        return isWord || (value.Length > digit && value[digit] is >= '0' and <= '9') ? value
            : throw Fault(AtEnd && value.Length == 0 ? "the text ends where a value should be" : value.Length == 0 ? "a value is missing" : $"'{value}' is no value");
    }

    public TomlException Fault(string message)
    {
        var line = 1;
        for (var i = 0; i < _position && i < text.Length; i++)
        {
            line += text[i] == '\n' ? 1 : 0;
        }
        return new TomlException(line, message);
    }

    // Lock files write the same few keys thousands of times: one string of each.
    private string Name(int start, int length)
    {
        var slot = (length << 16) | ((text[start] & 0xFF) << 8) | (text[start + length - 1] & 0xFF);
        if (!_names.TryGetValue(slot, out var name) || string.CompareOrdinal(text, start, name, 0, length) != 0)
        {
            _names[slot] = name = text.Substring(start, length);
        }
        return name;
    }

    private void SkipComment()
    {
        var end = text.IndexOf('\n', _position);
        _position = end < 0 ? text.Length : end;
    }

    private bool NextIs(char character) => _position + 1 < text.Length && text[_position + 1] == character;

    private static bool IsKey(char character) =>
        character is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '-';

    private static bool IsBare(char character) => IsKey(character) || character is '+' or '.' or ':';
}
