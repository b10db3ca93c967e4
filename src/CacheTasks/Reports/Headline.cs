namespace CacheTasks.Reports;

/// <summary>The whole report in one sentence: <c>2 steps: 1 linked, 1 copied (42 MB, about 0.4 s lost)</c>.</summary>
internal static class Headline
{
    private static readonly string[] Order = ["linked", "linked in part", "copied", "ran", "failed", "did not finish", "would link", "would copy", "would fail", "not known"];

    public static string Of(IReadOnlyList<StepSummary> steps)
    {
        var parts = steps.GroupBy(step => step.StateText).OrderBy(group => Array.IndexOf(Order, group.Key)).Select(Part);
        var said = new[] { Said(steps.Sum(step => step.Errors), "error"), Said(steps.Sum(step => step.Warnings), "warning") }.Where(text => text.Length > 0).ToList();
        return $"{ReportNumbers.Count(steps.Count, "step")}{(steps.Count == 0 ? "" : ": " + string.Join(", ", parts))}{(said.Count == 0 ? "" : "; " + string.Join(", ", said))}";
    }

    private static string Part(IGrouping<string, StepSummary> group)
    {
        var (bytes, lost) = (group.Sum(step => step.BytesCopied), group.Sum(step => step.SecondsLost));
        var cost = new[] { bytes > 0 ? ReportNumbers.Bytes(bytes) : "", lost >= 0.05 ? $"about {ReportNumbers.Seconds(lost)} lost" : "" }.Where(text => text.Length > 0).ToList();
        return $"{ReportNumbers.Count(group.Count())} {group.Key}{(cost.Count == 0 ? "" : $" ({string.Join(", ", cost)})")}";
    }

    private static string Said(long number, string noun) => number == 0 ? "" : ReportNumbers.Count(number, noun);
}
