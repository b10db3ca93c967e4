using CacheTasks.Diagnostics;

namespace CacheTasks.Placement.Needs;

/// <summary>What a step needs of its cache.</summary>
/// <param name="Files">The lock files that were read, absolute.</param>
/// <param name="Findings">What could not be read.</param>
internal sealed record StepNeeds(IReadOnlyList<NeededPackage> Packages, IReadOnlyList<string> Files, IReadOnlyList<Finding> Findings)
{
    /// <summary>Normalised names of packages of which no file says the version.</summary>
    public IReadOnlyCollection<string> Open { get; init; } = [];

    /// <summary>Requirements that name no package: folders, repositories, and what is no requirement at all.</summary>
    public IReadOnlyList<string> Nameless { get; init; } = [];
}
