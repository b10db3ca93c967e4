namespace CacheTasks.Reports;

/// <summary>A text of ours in HTML: what stands in backticks is a command, a line feed is a line.</summary>
internal static class HtmlText
{
    public static string Paragraph(string text)
    {
        var parts = text.Split('`');
        // A single backtick is one that somebody's name has.
        return parts.Length % 2 == 0
            ? Lines(text)
            : string.Concat(parts.Select((part, index) => index % 2 == 0 ? Lines(part) : $"<code>{ReportText.Html(part)}</code>"));
    }

    private static string Lines(string text) => ReportText.Html(text).Replace("\n", "<br />");
}
