using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CacheTasks.ProbeLoop;

/// <summary>A step as the first task of the chain would hand it on, so that no tool has to be asked.</summary>
public sealed record Pair(string Step, string Tool, string ToolVersion, string Cache, string Target, string RecordDirectory)
{
    /// <summary>The mode that the user told the tool, as the first task would have found; empty: none.</summary>
    public string UserLinkMode { get; init; } = "";

    public string RecordPath => Path.Combine(RecordDirectory, Step + ".json");

    public ITaskItem ToItem() => new TaskItem(Step, new Dictionary<string, string>
    {
        ["Tool"] = Tool,
        ["ToolVersion"] = ToolVersion,
        ["CacheDirectory"] = Cache,
        ["TargetDirectory"] = Target,
        ["UserLinkMode"] = UserLinkMode,
    });
}
