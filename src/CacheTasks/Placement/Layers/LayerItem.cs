using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Placement.Layers;

/// <summary>A CacheLayer item: a directory that another cache of the tool lies in, only to be read.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Tool">The identity of a profile.</param>
internal sealed record LayerItem(string Path, string Tool)
{
    /// <summary>What is wrong with the item itself; null for a good one.</summary>
    public static Finding? Check(string tool, ToolProfiles profiles) =>
        tool.Length == 0 ? new Finding(Rules.InvalidValue, $"the layer has no Tool, so no step uses it. Set Tool to one of {string.Join(", ", profiles.Names)}.")
        : profiles.Find(tool) is null ? StepFaults.UnknownTool(tool, profiles)
        : null;

    /// <summary>A layer serves its tool and those whose cache is the same: of one executable and variable.</summary>
    public bool Serves(ToolProfile profile, ToolProfiles profiles) =>
        profiles.Find(Tool) is { } own && own.CacheVariable == profile.CacheVariable && own.Executable == profile.Executable;
}
