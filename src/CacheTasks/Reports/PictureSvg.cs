using System.Globalization;
using System.Text;

namespace CacheTasks.Reports;

/// <summary>Draws the plan as SVG that stands in a page and takes its colours from the page's style. Modes differ by colour, by dashes and by words.</summary>
internal static class PictureSvg
{
    // Fonts differ from reader to reader: the widest usual ones fit.
    private const int PathColumns = 30;
    private const int TitleColumns = 27;

    /// <summary>All that an arrow can mean, in the order of the legend.</summary>
    public static readonly IReadOnlyList<(string Mode, string Text)> Modes =
    [
        ("clone", "clone: files share their blocks"), ("hardlink", "hard link: one file, two names"), ("symlink", "symlink into the cache"),
        ("copy", "copy: read and written again"), (StepSummary.Fails, "fails: the tool ends with an error"), ("", "not known"),
    ];

    /// <returns>Empty when nothing can be drawn.</returns>
    public static string Draw(IReadOnlyList<StepSummary> steps)
    {
        var plan = PicturePlan.Of(steps);
        if (plan.Boxes.Count == 0)
        {
            return "";
        }
        var svg = new StringBuilder();
        svg.Append($"<svg class=\"picture\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"picture-title picture-description\" width=\"{N(PicturePlan.Width)}\" height=\"{N(plan.Height)}\" viewBox=\"0 0 {N(PicturePlan.Width)} {N(plan.Height)}\">\n");
        svg.Append("<title id=\"picture-title\">Caches and targets in their filesystems</title>\n");
        svg.Append($"<desc id=\"picture-description\">{ReportText.Html(Describe(plan))}</desc>\n");
        svg.Append("<defs>").Append(string.Concat(Modes.Select(mode => Head(mode.Mode)))).Append("</defs>\n");
        svg.Append(string.Concat(plan.Areas.Select(Area)));
        svg.Append(string.Concat(plan.Arrows.Select(arrow => Line(plan, arrow))));
        svg.Append(string.Concat(plan.Areas.Select(AreaText)));
        svg.Append(string.Concat(plan.Boxes.Select(Box)));
        svg.Append(string.Concat(plan.Arrows.Select(Label)));
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A short piece of an arrow, for the legend.</summary>
    public static string Sample(string mode) =>
        $"<svg width=\"56\" height=\"14\" viewBox=\"0 0 56 14\" aria-hidden=\"true\"><path class=\"arrow {Class(mode)}\" d=\"M2 7H46\"/><path class=\"head {Class(mode)}\" d=\"M44 2L54 7L44 12Z\"/></svg>";

    public static string Class(string mode) => mode switch { "clone" or "hardlink" or "symlink" or "copy" or StepSummary.Fails => "m-" + mode, _ => "m-unknown" };

    private static string Head(string mode) =>
        $"<marker id=\"head-{Class(mode)}\" viewBox=\"0 0 10 10\" refX=\"8\" refY=\"5\" markerWidth=\"11\" markerHeight=\"11\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head {Class(mode)}\" d=\"M0 0L10 5L0 10Z\"/></marker>";

    private static string Area(PictureArea area) =>
        $"<rect class=\"area{(area.Place.IsNetwork ? " network" : "")}\" x=\"4\" y=\"{N(area.Y)}\" width=\"{N(PicturePlan.Width - 8)}\" height=\"{N(area.Height)}\" rx=\"10\"/>\n";

    private static string AreaText(PictureArea area)
    {
        var free = area.Place.FreeBytes is { } bytes ? $" · {ReportNumbers.Bytes(bytes)} free" : "";
        var title = area.Title.Length == 0 ? "place not known" : area.Title;
        var about = PlaceDescription.FileSystem(area.Place);
        return $"<text class=\"area-title halo\" x=\"18\" y=\"{N(area.Y + 22)}\"><title>{ReportText.Html($"{title}: {PlaceDescription.Of(area.Place)}")}</title>"
            + $"<tspan class=\"strong\">{ReportText.Html(ReportText.Shorten(title, 44))}</tspan><tspan dx=\"10\">{ReportText.Html(ReportText.Shorten(about, 44) + free)}</tspan></text>\n";
    }

    private static string Box(PictureBox box)
    {
        var middle = box.Y + (box.Height / 2);
        var lines = new List<(string Class, string Text)> { ("box-title", ReportText.Shorten(box.Title, TitleColumns)), ("path", ReportText.Shorten(box.Path, PathColumns)) };
        if (box.Mount.Length > 0)
        {
            lines.Add(("small", ReportText.Shorten("mount " + box.Mount, PathColumns)));
        }
        var first = middle - ((lines.Count - 1) * 7.5) + 4;
        var texts = lines.Select((line, index) => $"<text class=\"{line.Class}\" x=\"{N(box.X + 10)}\" y=\"{N(first + (index * 15))}\">{ReportText.Html(line.Text)}</text>");
        return $"<g class=\"box {box.Role}\"><title>{ReportText.Html($"{box.Title}: {ReportText.Line(box.Path)}")}</title><rect x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(PicturePlan.BoxWidth)}\" height=\"{N(box.Height)}\" rx=\"6\"/>{string.Concat(texts)}</g>\n";
    }

    // To the words in a curve, and from the words into the target.
    private static string Line(PicturePlan plan, PictureArrow arrow)
    {
        var start = PicturePlan.CacheX + PicturePlan.BoxWidth;
        var bend = start + ((PicturePlan.LabelX - start) / 2);
        var mode = Class(arrow.Step.Mode);
        return $"<path class=\"arrow {mode}\" d=\"M{N(start)} {N(arrow.FromY)}C{N(bend)} {N(arrow.FromY)} {N(bend)} {N(arrow.ToY)} {N(PicturePlan.LabelX)} {N(arrow.ToY)}\"/>"
            + $"<path class=\"arrow {mode}\" marker-end=\"url(#head-{mode})\" d=\"M{N(PicturePlan.LabelX + PicturePlan.LabelWidth)} {N(arrow.ToY)}H{N(PicturePlan.TargetX - 1)}\"/>\n";
    }

    private static string Label(PictureArrow arrow)
    {
        var (x, y) = (PicturePlan.LabelX, arrow.ToY);
        var cause = Cause(arrow.Step);
        var says = Says(arrow.Step);
        var second = cause.Length == 0 ? "" : $"<text class=\"small\" text-anchor=\"middle\" x=\"{N(x + (PicturePlan.LabelWidth / 2))}\" y=\"{N(y + 13)}\">{ReportText.Html(ReportText.Shorten(cause, 30))}</text>";
        return $"<g class=\"label {Class(arrow.Step.Mode)}\"><title>{ReportText.Html($"{arrow.Step.Step.Name} of {arrow.Step.Where}: {says}. {cause}")}</title>"
            + $"<rect x=\"{N(x)}\" y=\"{N(y - 20)}\" width=\"{N(PicturePlan.LabelWidth)}\" height=\"40\" rx=\"8\"/>"
            + $"<text class=\"says\" text-anchor=\"middle\" x=\"{N(x + (PicturePlan.LabelWidth / 2))}\" y=\"{N(cause.Length == 0 ? y + 4 : y - 4)}\">{ReportText.Html(ReportText.Shorten(says, 21))}</text>{second}</g>\n";
    }

    private static string Says(StepSummary step) => step.ModeText + (step.Step.TargetFramework.Length == 0 ? "" : $", {step.Step.TargetFramework}");

    private static string Cause(StepSummary step)
    {
        var code = step.FirstCause.Replace("CACHETASKS", "");
        var title = Diagnostics.Rules.All.FirstOrDefault(rule => rule.Code == step.FirstCause)?.Title ?? "";
        // A cause that the chosen mode is not bothered by would only puzzle.
        return step.IsLinked || code.Length == 0 ? step.Step.State == StepState.Unfinished ? step.StateText : "" : $"{code} {title}{(step.Causes.Count > 1 ? $" +{step.Causes.Count - 1}" : "")}";
    }

    private static string Describe(PicturePlan plan) =>
        string.Join(" ", plan.Arrows.Select(arrow => $"{arrow.Step.Step.Name} of {arrow.Step.Where}: from {plan.Boxes[arrow.Cache].Path} to {plan.Boxes[arrow.Target].Path}, {Says(arrow.Step)}{(Cause(arrow.Step) is { Length: > 0 } cause ? ", " + cause : "")}."));

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
