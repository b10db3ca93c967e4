using System.Text;
using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;

namespace CacheTasks.Reports;

/// <summary>A summary for a service that builds: a headline, the steps, what was found and what to do about it; the rest is folded.</summary>
internal static class MarkdownReport
{
    private const int MostSteps = 100;
    private const int MostGroups = 50;
    private const int MostOfOneCode = 5;
    private const int MostCharacters = 4000;

    /// <param name="most">Bytes of UTF-8; what has no room is left out from the end, and said.</param>
    /// <returns>Empty where there is no room for the headline.</returns>
    public static string Render(Report report, int most = SummarySection.MostBytes)
    {
        var steps = report.Steps.Select(step => new StepSummary(step)).ToList();
        var blocks = new List<string> { $"## CacheTasks: {ReportText.Markdown(Headline.Of(steps))}\n\n" };
        if (steps.Count > 0)
        {
            blocks.Add(Table(steps));
        }
        var groups = MessageGroup.Of(steps);
        blocks.AddRange(groups.Take(MostGroups).Select(group => Findings(report, group)));
        if (groups.Count > MostGroups)
        {
            blocks.Add($"{ReportNumbers.Count(groups.Count - MostGroups)} further kinds of messages are left out; the build's output has them.\n\n");
        }
        blocks.AddRange(steps.Take(MostSteps).Select(Details));
        return Fit(blocks, most);
    }

    private static string Fit(List<string> blocks, int most)
    {
        const string Cut = "\nThe rest is left out: the summary would be too large. The page (CacheTasksReport) has more.\n";
        var text = new StringBuilder();
        var left = most - Encoding.UTF8.GetByteCount(Cut);
        foreach (var block in blocks)
        {
            left -= Encoding.UTF8.GetByteCount(block);
            if (left < 0)
            {
                return text.Length == 0 ? "" : text.Append(Cut).ToString();
            }
            text.Append(block);
        }
        return text.ToString();
    }

    private static string Table(List<StepSummary> steps)
    {
        var table = new StringBuilder("| | Step | Project | Tool | Result | Files | Cost |\n|---|---|---|---|---|---|---|\n");
        foreach (var step in steps.Take(MostSteps))
        {
            string[] cells = [Mark(step), Code(step.Step.Name), ReportText.Markdown(step.Where), ReportText.Markdown(step.Tool), Result(step), ReportText.Markdown(step.Files), ReportText.Markdown(step.Cost)];
            table.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");
        }
        if (steps.Count > MostSteps)
        {
            table.Append($"\n{ReportNumbers.Count(steps.Count - MostSteps)} further steps are left out.\n");
        }
        return table.Append('\n').ToString();
    }

    private static string Mark(StepSummary step) =>
        step.Step.State == StepState.Unfinished || step.HasFailed || step.Errors > 0 ? "❌" : step.Mode == "copy" || step.Copies > 0 || step.Warnings > 0 ? "⚠️" : step.IsLinked ? "✅" : "";

    private static string Result(StepSummary step)
    {
        var mode = step.Mode is "" or StepSummary.Fails or "copy" ? "" : $" ({step.ModeText})";
        return $"**{ReportText.Markdown(step.StateText)}**{mode}";
    }

    private static string Findings(Report report, MessageGroup group)
    {
        var text = new StringBuilder();
        var mark = group.Severity switch { Severity.Error => "❌", Severity.Warning => "⚠️", _ => "ℹ️" };
        var number = group.Total == 1 ? "" : $", {ReportNumbers.Count(group.Total)} times";
        text.Append($"### {mark} {ReportText.Markdown(group.Title)}{number}\n\n");
        foreach (var (step, message) in group.Messages.Take(MostOfOneCode))
        {
            text.Append(Finding(report, step, message));
        }
        if (group.Beyond(MostOfOneCode) is { Length: > 0 } beyond)
        {
            text.Append($"- {beyond}\n");
        }
        return text.Append('\n').ToString();
    }

    private static string Finding(Report report, StepSummary step, ReportedMessage message)
    {
        var parts = MessageText.Of(message);
        var place = PlaceText.Of(message.Place, report.Root);
        var text = new StringBuilder($"- {Code(step.Step.Name)}{(place.Length == 0 ? "" : $" at {Code(place)}")}: {WithCode(FirstLine(parts.Happens))}\n");
        if (parts.ToDo.Length > 0)
        {
            text.Append($"  - **What to do:** {WithCode(parts.ToDo)}\n");
        }
        if (parts.Check.Length > 0)
        {
            text.Append($"  - To see it: {Code(parts.Check)}\n");
        }
        foreach (var related in message.Related.Take(MostOfOneCode))
        {
            text.Append($"  - {ReportText.Markdown(Limited(related.Text))} {Code(PlaceText.Of(related.Place, report.Root))}\n");
        }
        var whole = message.Rendered ?? (message.Text.Contains('\n') ? message.Text : "");
        if (whole.Length > 0)
        {
            text.Append($"  <details><summary>as {ReportText.Markdown(message.Source)} says it</summary><pre>{Pre(whole)}</pre></details>\n");
        }
        return text.ToString();
    }

    private static string Details(StepSummary step)
    {
        var lines = new List<string>();
        Put(lines, "cache", step.Cache, step, ReportedPlace.Cache);
        Put(lines, "target", step.Target, step, ReportedPlace.Target);
        lines.AddRange(step.Causes.Select(cause => $"- {ReportText.Markdown(StepSummary.TextOf(cause, "code"))}: {Evidence(cause)}"));
        lines.AddRange(StepSummary.Texts(step.Placement?["conclusion"]).Select(line => "- placement: " + ReportText.Markdown(Limited(line))));
        return lines.Count == 0 ? "" : $"<details><summary>{Code(step.Step.Name)} of {ReportText.Markdown(step.Where)}: where its files are</summary>\n\n{string.Join("\n", lines)}\n\n</details>\n\n";
    }

    private static void Put(List<string> lines, string role, string path, StepSummary step, string key)
    {
        if (path.Length > 0)
        {
            var place = step.Step.Places.FirstOrDefault(place => place.Role == key);
            lines.Add($"- {role}: {Code(path)}{(place is null ? "" : ReportText.Markdown(", " + PlaceDescription.Of(place)))}");
        }
    }

    private static string Evidence(JsonObject cause) =>
        string.Join(", ", (cause["evidence"] as JsonObject ?? []).Select(item => $"{ReportText.Markdown(item.Key)} {Code(StepSummary.TextOf(cause["evidence"], item.Key))}"));

    private static string FirstLine(string text) => text.Split('\n')[0];

    // A command stands in backticks; a single one is one that somebody's name has.
    private static string WithCode(string text)
    {
        var parts = Limited(text).Split('`');
        return parts.Length % 2 == 0 ? ReportText.Markdown(text) : string.Concat(parts.Select((part, index) => index % 2 == 0 ? Between(part) : Code(part)));
    }

    private static string Between(string part) => $"{(part.Length > 0 && part[0] == ' ' ? " " : "")}{ReportText.Markdown(part)}{(part.Length > 1 && part[part.Length - 1] == ' ' ? " " : "")}";

    // Not by backticks: what stands in the text could end them.
    private static string Code(string text) => $"<code>{ReportText.Markdown(Limited(text))}</code>";

    // A line of its own would end a list's item; a line feed as a character reference does not, and is shown as one.
    private static string Pre(string text) => ReportText.Html(Limited(text).TrimEnd()).Replace("\n", "&#10;").Replace("|", "&#124;");

    private static string Limited(string text) => text.Length <= MostCharacters ? text : text.Substring(0, MostCharacters) + " …";
}
