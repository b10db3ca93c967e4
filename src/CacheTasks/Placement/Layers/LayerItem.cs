using CacheTasks.Diagnostics;
using CacheTasks.Placement.Promotion;
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
        : profiles.Find(tool) is not { } profile ? StepFaults.UnknownTool(tool, profiles)
        : !TakesLayers(profile) ? new Finding(Rules.UnusableLayer, $"nothing is taken from the layer: {tool} can use none, and its cache is none that is filled from one (docs/layers.md lists the tools). Remove the CacheLayer.")
        : null;

    private static bool TakesLayers(ToolProfile profile) => profile.CacheBuckets.Count > 0 || profile.LayerVariables.Count > 0 || StoreNames.KindOf(profile) is not null;

    /// <summary>A layer serves its tool and those whose cache is the same: of one executable and variable.</summary>
    public bool Serves(ToolProfile profile, ToolProfiles profiles) =>
        profiles.Find(Tool) is { } own && own.CacheVariable == profile.CacheVariable && own.Executable == profile.Executable;
}
