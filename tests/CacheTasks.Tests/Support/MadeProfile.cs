using CacheTasks.Steps;

namespace CacheTasks.Tests.Support;

/// <summary>Tool profiles from pairs of name and value, as CacheTool items would give them.</summary>
internal static class MadeProfile
{
    public static ToolProfile Of(params (string Name, string Value)[] metadata) => new("made", Lookup(metadata));

    public static ToolProfiles Given(params (string Tool, (string Name, string Value)[] Metadata)[] tools) =>
        new(tools.Select(tool => new KeyValuePair<string, Func<string, string>>(tool.Tool, Lookup(tool.Metadata))));

    public static ToolProfile Shipped(string name) => ToolProfiles.Shipped.Find(name)!;

    private static Func<string, string> Lookup((string Name, string Value)[] metadata)
    {
        var values = metadata.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        return name => values.GetValueOrDefault(name, "");
    }
}
