namespace CacheTasks.Placement.Needs.Toml;

/// <summary>
/// A table: each value is a <see cref="string"/>, a <see cref="TomlTable"/>, a list of values, or a <see cref="TomlBare"/>. Keys that the
/// reader was told to pass over are there with a null.
/// </summary>
internal sealed class TomlTable
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>By a header of its own, so that no second one may name it.</summary>
    public bool Declared { get; set; }

    /// <summary>Written as <c>{ … }</c>: nothing can be added to it.</summary>
    public bool Closed { get; set; }

    public IEnumerable<KeyValuePair<string, object?>> Values => _values;

    public object? this[string key] => _values.TryGetValue(key, out var value) ? value : null;

    public bool Has(string key) => _values.ContainsKey(key);

    /// <returns>False when the key has a value.</returns>
    public bool TryAdd(string key, object? value)
    {
        if (_values.ContainsKey(key))
        {
            return false;
        }
        _values.Add(key, value);
        return true;
    }

    public string? Text(string key) => this[key] as string;

    public TomlTable? Table(string key) => this[key] as TomlTable;

    /// <summary>The tables of an array, none where the key has no array.</summary>
    public IEnumerable<TomlTable> Tables(string key) => this[key] is List<object?> list ? list.OfType<TomlTable>() : [];
}

/// <summary>A number, a truth value or a date, as it is written.</summary>
internal sealed record TomlBare(string Text);
