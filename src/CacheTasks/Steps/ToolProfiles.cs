using System.Collections.Concurrent;
using System.Xml.Linq;

namespace CacheTasks.Steps;

/// <summary>
/// The profiles that a task can use: those given to it as items, and behind them the shipped ones, which are built into the
/// assembly so that a task works on its own without any item.
/// </summary>
internal sealed class ToolProfiles
{
    private const string Base = "Like";

    /// <summary>The value that empties what the profile named by Like would give.</summary>
    private const string Nothing = "-";

    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> ShippedProfiles = new(ReadShipped);

    private readonly Dictionary<string, Func<string, string>> _given;

    // The shipped ones are asked by the threads of a multithreaded build at once.
    private readonly ConcurrentDictionary<string, ToolProfile> _parsed = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="given">Name and metadata of each given profile; the last of a name wins.</param>
    public ToolProfiles(IEnumerable<KeyValuePair<string, Func<string, string>>> given)
    {
        _given = new(StringComparer.OrdinalIgnoreCase);
        foreach (var profile in given)
        {
            _given[profile.Key] = profile.Value;
        }
    }

    /// <summary>The shipped profiles alone.</summary>
    public static ToolProfiles Shipped { get; } = new([]);

    public IEnumerable<string> Names =>
        _given.Keys.Concat(ShippedProfiles.Value.Keys).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Null when there is no profile of this name.</summary>
    /// <exception cref="FormatException">The profile's data cannot be read.</exception>
    public ToolProfile? Find(string name)
    {
        if (!_parsed.TryGetValue(name, out var profile) && FindMetadata(name) is { } metadata)
        {
            _parsed[name] = profile = new ToolProfile(name, key => Inherited(metadata, key, depth: 0));
        }
        return profile;
    }

    private string Inherited(Func<string, string> metadata, string key, int depth)
    {
        var value = metadata(key);
        if (value.Trim() == Nothing)
        {
            return "";
        }
        // The depth ends a circle of profiles that name each other.
        return value.Length == 0 && depth < 8 && FindMetadata(metadata(Base)) is { } parent ? Inherited(parent, key, depth + 1) : value;
    }

    private Func<string, string>? FindMetadata(string name) =>
        _given.TryGetValue(name, out var given) ? given
        : ShippedProfiles.Value.TryGetValue(name, out var shipped) ? key => shipped.TryGetValue(key, out var value) ? value : ""
        : null;

    private static Dictionary<string, Dictionary<string, string>> ReadShipped()
    {
        var profiles = new Dictionary<string, Dictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        var assembly = typeof(ToolProfiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("tools/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var item in XDocument.Load(stream).Descendants("CacheTool"))
            {
                profiles[item.Attribute("Include")!.Value] =
                    item.Elements().ToDictionary(element => element.Name.LocalName, element => element.Value, StringComparer.OrdinalIgnoreCase);
            }
        }
        return profiles;
    }
}
