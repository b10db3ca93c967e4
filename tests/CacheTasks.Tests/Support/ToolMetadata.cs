using CacheTasks.Steps;

namespace CacheTasks.Tests.Support;

/// <summary>The metadata names that a CacheTool is read by, found by reading one.</summary>
internal static class ToolMetadata
{
    public static IReadOnlySet<string> Names { get; } = Read();

    private static HashSet<string> Read()
    {
        // Profiles look this one up before anything is read of them.
        var read = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Like" };
        var profile = new ToolProfile("any", name =>
        {
            read.Add(name);
            return "";
        });
        foreach (var property in typeof(ToolProfile).GetProperties())
        {
            property.GetValue(profile);
        }
        return read;
    }
}
