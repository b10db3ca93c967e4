using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CacheTasks.Tasks;

/// <summary>Metadata as literal text: MSBuild's setters take escaped text, in which %3B would become a semicolon.</summary>
internal static class ItemMetadata
{
    public static Action<string, string> Setter(ITaskItem item) =>
        item is ITaskItem2 literal ? literal.SetMetadataValueLiteral : (name, value) => item.SetMetadata(name, Escape(value));

    /// <summary>An item with this literal identity.</summary>
    public static TaskItem Create(string identity) => new(Escape(identity));

    /// <summary>A copy whose changes do not reach the caller's item.</summary>
    public static ITaskItem2 Copy(ITaskItem item) => new TaskItem(item);

    private static string Escape(string text) =>
        text.Replace("%", "%25").Replace(";", "%3B").Replace("*", "%2A").Replace("?", "%3F").Replace("$", "%24").Replace("@", "%40").Replace("'", "%27");
}
