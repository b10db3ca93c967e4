using System.Text;
using System.Text.Json.Nodes;

namespace CacheTasks.Reports;

/// <summary>The page's last part: for each step its places, the evidence of each cause with its remedies, what was copied, and where the cache could go.</summary>
internal static class StepDetails
{
    private const int MostPackages = 50;

    public static string Of(IReadOnlyList<StepSummary> steps)
    {
        var details = steps.Select(Step).Where(text => text.Length > 0).ToList();
        return details.Count == 0 ? "" : $"<h2>Evidence</h2>\n{string.Concat(details)}";
    }

    private static string Step(StepSummary step)
    {
        var html = new StringBuilder().Append(Places(step)).Append(Modes(step)).Append(string.Concat(step.Causes.Select(Cause))).Append(Packages(step)).Append(Placement(step));
        return html.Length == 0 ? "" : $"<details{(step.IsLinked && step.Copies == 0 ? "" : " open=\"open\"")}>\n<summary><strong>{Line(step.Step.Name)}</strong> <span class=\"soft\">of {Line(step.Where)}</span></summary>\n{html}</details>\n";
    }

    private static string Places(StepSummary step)
    {
        var rows = new[] { (Role: ReportedPlace.Cache, Path: step.Cache), (Role: ReportedPlace.Target, Path: step.Target) }
            .Where(row => row.Path.Length > 0)
            .Select(row => $"<dt>{row.Role}</dt><dd><code>{Line(row.Path)}</code>{(step.Step.Places.FirstOrDefault(place => place.Role == row.Role) is { } place ? " " + Line(PlaceDescription.Of(place)) : "")}</dd>");
        return List(rows);
    }

    private static string Modes(StepSummary step) => List((step.Step.Record["modes"] as JsonObject ?? []).Select(mode =>
        $"<dt>{Line(StepSummary.NameOf(mode.Key))}</dt><dd>{Line(string.Join(" ", new[] { StepSummary.TextOf(mode.Value, "result"), StepSummary.TextOf(mode.Value, "errno"), StepSummary.TextOf(mode.Value, "cause") }.Where(part => part.Length > 0)))}</dd>"));

    private static string Cause(JsonObject cause)
    {
        var code = StepSummary.TextOf(cause, "code");
        var title = Diagnostics.Rules.All.FirstOrDefault(rule => rule.Code == code)?.Title ?? "";
        var evidence = List((cause["evidence"] as JsonObject ?? []).Select(item => $"<dt>{Line(item.Key)}</dt><dd><code>{Line(StepSummary.TextOf(cause["evidence"], item.Key))}</code></dd>"));
        var check = StepSummary.TextOf(cause, "check") is { Length: > 0 } command ? $"<pre tabindex=\"0\">{ReportText.Html(command)}</pre>\n" : "";
        var remedies = StepSummary.Texts(cause["remedies"]);
        var ways = remedies.Count == 0 ? "" : $"<p class=\"do\">Ways out</p>\n<ul>{string.Concat(remedies.Select(remedy => $"<li>{HtmlText.Paragraph(remedy)}</li>"))}</ul>\n";
        return $"<section class=\"finding\">\n<h3>{Line(code)} {Line(title)}</h3>\n{evidence}{check}{ways}</section>\n";
    }

    private static string Packages(StepSummary step)
    {
        var copied = StepSummary.Objects(step.Outcome?["copiedPackages"])
            .Select(package => $"<li><strong>{Line(StepSummary.TextOf(package, "package"))}</strong>: {ReportNumbers.Count(StepSummary.Number(package, "files"), "file")}, {ReportNumbers.Bytes(StepSummary.Number(package, "bytes"))} copied. {HtmlText.Paragraph(StepSummary.TextOf(package, "why"))}</li>").ToList();
        var incomplete = StepSummary.Objects(step.Outcome?["incomplete"])
            .Select(package => $"<li><strong>{Line(StepSummary.TextOf(package, "package"))}</strong> {Line(Faults(package))}. Repair: <code>{Line(StepSummary.TextOf(package, "repair"))}</code></li>").ToList();
        return Items("Half-installed packages", incomplete) + Items("Packages that were copied", copied);
    }

    private static string Faults(JsonObject package) =>
        string.Join(", ", new[] { Fault("lacks", package["missing"]), Fault("has cut short", package["short"]) }.Where(fault => fault.Length > 0));

    private static string Fault(string fault, JsonNode? files) => StepSummary.Texts(files) is { Count: > 0 } names ? $"{fault} {string.Join(", ", names)}" : "";

    private static string Items(string title, List<string> items) => items.Count == 0
        ? ""
        : $"<p class=\"do\">{title}</p>\n<ul>{string.Concat(items.Take(MostPackages))}{(items.Count > MostPackages ? $"<li>and {ReportNumbers.Count(items.Count - MostPackages)} more</li>" : "")}</ul>\n";

    private static string Placement(StepSummary step)
    {
        if (step.Placement is not { } placement)
        {
            return "";
        }
        var said = string.Concat(StepSummary.Texts(placement["conclusion"]).Select(line => $"<p>{HtmlText.Paragraph(line)}</p>\n"));
        var rows = StepSummary.Objects(placement["candidates"]).Select(candidate =>
            $"<tr><td class=\"path\"><code>{Line(StepSummary.TextOf(candidate, "path"))}</code></td><td>{Line(StepSummary.TextOf(candidate, "planned"))}</td><td>{Line(StepSummary.TextOf(candidate, "mount"))}</td><td>{(IsTaken(candidate) ? "taken" : Line(StepSummary.TextOf(candidate, "reason")))}</td></tr>").ToList();
        return rows.Count == 0 ? said
            : $"<p class=\"do\">Where the cache could be</p>\n{said}<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Candidates\"><table><thead><tr><th scope=\"col\">Folder</th><th scope=\"col\">Files would be</th><th scope=\"col\">Mount</th><th scope=\"col\">Verdict</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table></div>\n";
    }

    private static bool IsTaken(JsonObject candidate) => candidate["taken"] is JsonValue value && value.TryGetValue<bool>(out var taken) && taken;

    private static string List(IEnumerable<string> rows)
    {
        var all = string.Concat(rows);
        return all.Length == 0 ? "" : $"<dl class=\"evidence\">{all}</dl>\n";
    }

    private static string Line(string text) => ReportText.Html(ReportText.Line(text));
}
