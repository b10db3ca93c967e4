namespace CacheTasks.Steps;

/// <summary>A metadata value with a fixed set of values: which it takes, and which are not served by this version yet.</summary>
internal sealed record Choice(string Metadata, string Default, IReadOnlyList<string> Values)
{
    public static readonly Choice LinkMode = new("LinkMode", LinkModes.Auto, ["auto", "clone", "hardlink", "symlink", "copy"]);
    public static readonly Choice Require = new("Require", "any", ["link", "any"]);
    public static readonly Choice Placement = new("Placement", "keep", ["keep", "colocate"]);
    public static readonly Choice TargetLayout = new("TargetLayout", "checkout", ["checkout", "workspace", "user"]);

    public static readonly IReadOnlyList<Choice> All = [LinkMode, Require, Placement, TargetLayout];

    /// <summary>The value in its own spelling, the default for an empty one, null for one that is not valid.</summary>
    public string? Find(string value) =>
        value.Trim().Length == 0 ? Default : Values.FirstOrDefault(valid => string.Equals(valid, value.Trim(), StringComparison.OrdinalIgnoreCase));
}
