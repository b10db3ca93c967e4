using System.Text.Json;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>A step's JSON file, read by an independent parser.</summary>
public sealed class StepRecord(string path)
{
    private readonly JsonElement _root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    /// <summary>Top-level keys in their order.</summary>
    public string[] Keys => [.. _root.EnumerateObject().Select(property => property.Name)];

    /// <summary>Codes of the causes, joined by blanks.</summary>
    public string Causes =>
        string.Join(' ', _root.GetProperty("causes").EnumerateArray().Select(cause => cause.GetProperty("code").GetString()));

    /// <summary>The value at a dotted path, as text; "(none)" where there is no such key.</summary>
    public string this[string path]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(path);
            var value = _root;
            foreach (var key in path.Split('.'))
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(key, out value))
                    return "(none)";
            return value.ValueKind == JsonValueKind.Null ? "null" : value.ToString();
        }
    }

    public override string ToString() => _root.ToString();
}
