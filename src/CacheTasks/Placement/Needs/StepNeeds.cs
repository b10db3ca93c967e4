using CacheTasks.Diagnostics;

namespace CacheTasks.Placement.Needs;

/// <summary>What a step needs of its cache.</summary>
/// <param name="Files">The lock files that were read, absolute.</param>
/// <param name="Findings">What could not be read.</param>
internal sealed record StepNeeds(IReadOnlyList<NeededPackage> Packages, IReadOnlyList<string> Files, IReadOnlyList<Finding> Findings);
