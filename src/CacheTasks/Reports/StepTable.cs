using System.Text;
using System.Text.Json.Nodes;

namespace CacheTasks.Reports;

/// <summary>The page's table: one row a step.</summary>
internal static class StepTable
{
    private static readonly string[] Columns = ["Step", "Project", "Tool", "Result", "Files", "Cost", "Cause"];

    public static string Of(IReadOnlyList<StepSummary> steps)
    {
        if (steps.Count == 0)
        {
            return "<p>No step was found.</p>\n";
        }
        var html = new StringBuilder("<h2>Steps</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Steps\">\n<table class=\"cards\">\n<thead><tr>");
        html.Append(string.Concat(Columns.Select(column => $"<th scope=\"col\">{column}</th>"))).Append("</tr></thead>\n<tbody>\n");
        foreach (var step in steps)
        {
            string[] cells =
            [
                $"<strong>{Text(step.Step.Name)}</strong>", $"<span title=\"{ReportText.Html(ReportText.Line(step.Step.Project))}\">{Text(step.Where)}</span>", Text(step.Tool),
                $"<span class=\"badge {(step.Step.State == StepState.Unfinished || step.HasFailed ? PictureSvg.Class(StepSummary.Fails) : PictureSvg.Class(step.Mode))}\">{Text(step.StateText)}</span>{(step.IsLinked ? " " + Text(step.ModeText) : "")}",
                Text(step.Files), Text(step.Cost), string.Join("<br />", step.IsLinked ? [] : step.Causes.Select(cause => Text(CauseText(cause)))),
            ];
            html.Append($"<tr>{string.Concat(cells.Select((cell, index) => $"<td data-name=\"{Columns[index]}\">{cell}</td>"))}</tr>\n");
        }
        return html.Append("</tbody>\n</table>\n</div>\n").ToString();
    }

    private static string CauseText(JsonObject cause)
    {
        var code = StepSummary.TextOf(cause, "code");
        return $"{code} {Diagnostics.Rules.All.FirstOrDefault(rule => rule.Code == code)?.Title}".Trim();
    }

    private static string Text(string text) => ReportText.Html(ReportText.Shorten(text, 90));
}
