using System.Text;

namespace CacheTasks.Reports;

/// <summary>One page without script and without anything from elsewhere: the picture, the steps, what was found and what to do about it.</summary>
internal static class HtmlReport
{
    private const string Style = "report.css";
    private const int MostOfOneCode = 20;
    private const int MostCharacters = 20_000;

    public static string Render(Report report)
    {
        var steps = report.Steps.Select(step => new StepSummary(step)).ToList();
        var groups = MessageGroup.Of(steps);
        var headline = ReportText.Html(ReportText.Line(Headline.Of(steps)));
        return new StringBuilder()
            .Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\" />\n")
            .Append($"<title>CacheTasks: {headline}</title>\n<style>\n{Resource(Style)}</style>\n</head>\n<body>\n<main>\n")
            .Append($"<h1>{headline}</h1>\n<p class=\"soft\">{ReportText.Html(Subject(report))}</p>\n")
            .Append(Picture(steps))
            .Append(StepTable.Of(steps))
            .Append(Findings(report, groups))
            .Append(StepDetails.Of(steps))
            .Append("</main>\n</body>\n</html>\n")
            .ToString();
    }

    private static string Subject(Report report)
    {
        var projects = report.Steps.Select(step => step.Project).Distinct().Count();
        return $"CacheTasks {typeof(HtmlReport).Assembly.GetName().Version!.ToString(3)}, {ReportNumbers.Count(projects, "project")}{(report.Root.Length == 0 ? "" : $" in {report.Root}")}";
    }

    private static string Picture(List<StepSummary> steps)
    {
        var picture = PictureSvg.Draw(steps);
        var missing = steps.Count(step => step.Step.Places.All(place => place.Role != ReportedPlace.Target));
        var note = missing == 0 ? "" : $"<p class=\"soft\">{ReportNumbers.Count(missing, "step")} without a known target {(missing == 1 ? "is" : "are")} not in the picture.</p>\n";
        if (picture.Length == 0)
        {
            return note;
        }
        var legend = PictureSvg.Modes.Where(mode => steps.Any(step => PictureSvg.Class(step.Mode) == PictureSvg.Class(mode.Mode)))
            .Select(mode => $"<li class=\"{PictureSvg.Class(mode.Mode)}\">{PictureSvg.Sample(mode.Mode)}<span>{ReportText.Html(mode.Text)}</span></li>");
        return $"<h2>From cache to target</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Picture\">\n{picture}</div>\n<ul class=\"legend\">{string.Concat(legend)}</ul>\n{note}";
    }

    // What broke the build is read first.
    private static string Findings(Report report, IReadOnlyList<MessageGroup> groups)
    {
        var (ours, tools) = (Messages("What CacheTasks found", report, groups.Where(group => group.IsOurs)), Messages("What the tools say", report, groups.Where(group => !group.IsOurs)));
        return groups.Count > 0 && !groups[0].IsOurs ? tools + ours : ours + tools;
    }

    private static string Messages(string title, Report report, IEnumerable<MessageGroup> groups)
    {
        var findings = groups.Select(group => Group(report, group)).ToList();
        return findings.Count == 0 ? "" : $"<h2>{title}</h2>\n{string.Concat(findings)}";
    }

    private static string Group(Report report, MessageGroup group)
    {
        var number = group.Total == 1 ? "" : $" <span class=\"soft\">· {ReportNumbers.Count(group.Total)} times</span>";
        var html = new StringBuilder($"<section class=\"finding {group.Name}\">\n<h3><span class=\"kind\">{Symbol(group)} {group.Name}</span> {ReportText.Html(ReportText.Line(group.Title.Substring(group.Name.Length)))}{number}</h3>\n");
        foreach (var (step, message) in group.Messages.Take(MostOfOneCode))
        {
            html.Append(Message(report, step, message));
        }
        if (group.Beyond(MostOfOneCode) is { Length: > 0 } beyond)
        {
            html.Append($"<p class=\"soft\">{ReportText.Html(beyond)}</p>\n");
        }
        return html.Append("</section>\n").ToString();
    }

    private static string Symbol(MessageGroup group) => group.Name switch { "error" => "✕", "warning" => "!", _ => "i" };

    private static string Message(Report report, StepSummary step, ReportedMessage message)
    {
        var parts = MessageText.Of(message);
        var place = PlaceText.Of(message.Place, report.Root);
        var html = new StringBuilder($"<p><strong>{ReportText.Html(ReportText.Line(step.Step.Name))}</strong> <span class=\"soft\">of {ReportText.Html(ReportText.Line(step.Where))}</span>{(place.Length == 0 ? "" : $" <code>{ReportText.Html(ReportText.Line(place))}</code>")}</p>\n");
        html.Append($"<p>{HtmlText.Paragraph(Limited(parts.Happens))}</p>\n");
        if (parts.ToDo.Length > 0)
        {
            html.Append($"<p><span class=\"do\">What to do:</span> {HtmlText.Paragraph(Limited(parts.ToDo))}</p>\n");
        }
        if (parts.Check.Length > 0)
        {
            html.Append($"<p class=\"soft\">To see it:</p>\n<pre tabindex=\"0\">{ReportText.Html(parts.Check)}</pre>\n");
        }
        if (message.Related.Count > 0)
        {
            html.Append($"<ul>{string.Concat(message.Related.Take(MostOfOneCode).Select(related => $"<li>{HtmlText.Paragraph(Limited(related.Text))} <code>{ReportText.Html(ReportText.Line(PlaceText.Of(related.Place, report.Root)))}</code></li>"))}</ul>\n");
        }
        if (message.Rendered is { Length: > 0 } rendered && rendered != message.Text)
        {
            html.Append($"<details><summary>as {ReportText.Html(message.Source)} shows it</summary><pre tabindex=\"0\">{ReportText.Html(Limited(rendered).TrimEnd())}</pre></details>\n");
        }
        return html.ToString();
    }

    private static string Limited(string text) => text.Length <= MostCharacters ? text : text.Substring(0, MostCharacters) + " …";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("reports/" + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
