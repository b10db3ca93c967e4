using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <summary>How the tool itself takes read-only layers (docs/layers.md); empty where it takes none.</summary>
internal sealed partial class ToolProfile
{
    /// <summary>The variables that name the layers.</summary>
    public IReadOnlyList<LayerVariable> LayerVariables { get; }

    /// <summary>How the variable names one layer, <c>{layer}</c> standing for its directory.</summary>
    public string LayerPath => Text("LayerPath") is { Length: > 0 } path ? path : "{layer}";

    /// <summary>Between several; empty: the tool takes one.</summary>
    public string LayerSeparator => Text("LayerSeparator");

    /// <summary>What each layer has, relative to it.</summary>
    public string LayerWitness => Text("LayerWitness");

    /// <summary>Versions that take layers; null: all.</summary>
    public VersionRange? LayerVersions { get; }

    /// <summary>Arguments that print what the variable has already, where more than the environment says so.</summary>
    public string LayerArguments => Text("LayerArguments");

    /// <summary>The variable's first folder gets what is new, so it has to be known before layers stand behind it.</summary>
    public bool LayersFollowCache => Flag("LayersFollowCache");

    private static VersionRange? ParseLayerVersions(string text) =>
        text.Length == 0 ? null
        : VersionRange.TryParse(text, out var range) ? range
        : throw new FormatException($"LayerVersions '{text}' is not a NuGet version range");
}
