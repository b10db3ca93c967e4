using CacheTasks.Diagnostics;

namespace CacheTasks.Placement.Promotion;

/// <summary>What a promotion did, for the build's output.</summary>
internal sealed record PromotionResult(IReadOnlyList<string> Lines, IReadOnlyList<Finding> Findings)
{
    public static PromotionResult Refused(Finding finding) => new([], [finding]);
}
