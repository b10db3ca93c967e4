using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Reads CacheTool items as profiles.</summary>
internal static class ItemProfiles
{
    public static ToolProfiles Read(ITaskItem[] items) =>
        items.Length == 0
            ? ToolProfiles.Shipped
            : new ToolProfiles(items.Select(item => new KeyValuePair<string, Func<string, string>>(item.ItemSpec, item.GetMetadata)));
}
