namespace CacheTasks.Placement.Needs.Toml;

/// <summary>
/// Reads TOML 1.0 as lock files use it: all of its syntax is checked, but the form of a date or number only by its characters. Keys that
/// nobody asks for are checked and passed over, since hashes and sizes are most of a lock file.
/// </summary>
/// <param name="keep">The keys, at any depth, whose values are wanted; null: all.</param>
internal sealed class TomlReader(string text, ISet<string>? keep)
{
    // A lock file nests four deep; the limit keeps a hostile one from exhausting the stack.
    private const int Deepest = 64;

    private readonly TomlCursor _at = new(text);
    private readonly TomlTable _root = new();

    /// <exception cref="TomlException">It is not TOML.</exception>
    public static TomlTable Read(string text, ISet<string>? keep = null) => new TomlReader(text, keep).ReadAll();

    private TomlTable ReadAll()
    {
        var table = _root;
        while (_at.SkipToContent())
        {
            if (_at.Take('['))
            {
                table = ReadHeader();
            }
            else
            {
                ReadPair(table, build: true, depth: 0);
            }
            _at.EndLine();
        }
        return _root;
    }

    private TomlTable ReadHeader()
    {
        var isArray = _at.Take('[');
        var parents = ReadKeys(out var last);
        _at.Expect(']');
        if (isArray)
        {
            _at.Expect(']');
        }
        var parent = parents.Aggregate(_root, Enter);
        return isArray ? Append(parent, last) : Declare(parent, last);
    }

    private TomlTable Declare(TomlTable parent, string key)
    {
        var table = parent[key] is null or TomlTable ? Enter(parent, key) : throw _at.Fault($"{key} has a value already");
        if (table.Declared)
        {
            throw _at.Fault($"the table {key} is there twice");
        }
        table.Declared = true;
        return table;
    }

    private TomlTable Append(TomlTable parent, string key)
    {
        if (!parent.Has(key))
        {
            parent.TryAdd(key, new List<object?>());
        }
        if (parent[key] is not List<object?> list || (list.Count > 0 && list[list.Count - 1] is not TomlTable { Declared: true }))
        {
            throw _at.Fault($"{key} has a value already");
        }
        var table = new TomlTable { Declared = true };
        list.Add(table);
        return table;
    }

    /// <summary>The table of this key, made where there is none; of an array its last one.</summary>
    private TomlTable Enter(TomlTable parent, string key)
    {
        if (!parent.Has(key))
        {
            parent.TryAdd(key, new TomlTable());
        }
        var value = parent[key] is List<object?> { Count: > 0 } list ? list[list.Count - 1] : parent[key];
        return value is TomlTable { Closed: false } table ? table : throw _at.Fault($"{key} has a value already");
    }

    private void ReadPair(TomlTable table, bool build, int depth)
    {
        var parents = ReadKeys(out var last);
        _at.Expect('=');
        _at.SkipBlanks();
        var wanted = build && (keep is null || keep.Contains(last));
        var value = ReadValue(wanted, depth);
        if (!build)
        {
            return;
        }
        if (!parents.Aggregate(table, Enter).TryAdd(last, value))
        {
            throw _at.Fault($"{last} is there twice");
        }
    }

    /// <summary>One key, or several with dots between: those before the last.</summary>
    private IReadOnlyList<string> ReadKeys(out string last)
    {
        last = ReadKey();
        if (_at.Peek != '.')
        {
            return [];
        }
        var parents = new List<string>();
        while (_at.Take('.'))
        {
            parents.Add(last);
            last = ReadKey();
        }
        return parents;
    }

    private string ReadKey()
    {
        _at.SkipBlanks();
        var key = _at.Peek is '"' or '\'' ? TomlString.Read(_at, build: true)! : _at.TakeBareKey();
        _at.SkipBlanks();
        return key;
    }

    private object? ReadValue(bool build, int depth)
    {
        if (depth > Deepest)
        {
            throw _at.Fault($"nested deeper than {Deepest}");
        }
        switch (_at.Peek)
        {
            case '"' or '\'':
                return TomlString.Read(_at, build);
            case '[':
                return ReadArray(build, depth);
            case '{':
                return ReadInline(build, depth);
            default:
                var bare = _at.TakeBareValue();
                return build ? new TomlBare(bare) : null;
        }
    }

    private List<object?>? ReadArray(bool build, int depth)
    {
        var list = build ? new List<object?>() : null;
        _at.Expect('[');
        while (true)
        {
            _at.SkipToContent();
            if (_at.Take(']'))
            {
                return list;
            }
            var value = ReadValue(build, depth + 1);
            list?.Add(value);
            _at.SkipToContent();
            if (!_at.Take(',') && _at.Peek != ']')
            {
                throw _at.Fault("a comma or ] is missing in an array");
            }
        }
    }

    private TomlTable? ReadInline(bool build, int depth)
    {
        var table = build ? new TomlTable() : null;
        _at.Expect('{');
        _at.SkipBlanks();
        while (!_at.Take('}'))
        {
            ReadPair(table!, build, depth + 1);
            _at.SkipBlanks();
            if (!_at.Take(',') && _at.Peek != '}')
            {
                throw _at.Fault("a comma or } is missing in a table");
            }
            _at.SkipBlanks();
        }
        if (table is not null)
        {
            table.Closed = true;
        }
        return table;
    }
}
