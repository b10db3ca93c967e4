using CacheTasks.Diagnostics;

namespace CacheTasks.Steps;

/// <summary>A metadata value with a fixed set of values: which it takes, and which are not served by this version yet.</summary>
internal sealed record Choice(string Metadata, string Default, IReadOnlyList<string> Values)
{
    public static readonly Choice LinkMode = new("LinkMode", LinkModes.Auto, ["auto", "clone", "hardlink", "symlink", "copy"]);
    public static readonly Choice Require = new("Require", "any", ["link", "any"]);
    public static readonly Choice Placement = new("Placement", "keep", ["keep", "colocate", "fixed"]);
    public static readonly Choice TargetLayout = new("TargetLayout", "checkout", ["checkout", "workspace", "user"]);

    /// <summary>Of a property, not of a step.</summary>
    public static readonly Choice CountForeign = new("CacheTasksCountForeign", "false", ["true", "false"]);

    public static readonly IReadOnlyList<Choice> All = [LinkMode, Require, Placement, TargetLayout];

    /// <summary>The value in its own spelling, the default for an empty one, null for one that is not valid.</summary>
    public string? Find(string value) =>
        value.Trim().Length == 0 ? Default : Values.FirstOrDefault(valid => string.Equals(valid, value.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>0002 for a value that is not valid, in whose place the default counts; null for a valid one.</summary>
    public Finding? Fault(string value) => Find(value) is not null ? null : new Finding(
        Rules.InvalidValue, $"{Metadata}=\"{value}\" is not valid, so {Default} is used. Valid here: {string.Join(", ", Values)}.");
}
