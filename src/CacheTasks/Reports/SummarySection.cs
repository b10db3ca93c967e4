using System.Text;

namespace CacheTasks.Reports;

/// <summary>
/// A build's section in a file that others write to as well. It stands between two comments; the comment that begins it names the projects, so that
/// the same build, run again, replaces its own.
/// </summary>
internal static class SummarySection
{
    /// <summary>GitHub shows no summary of a step that is larger (1 MiB).</summary>
    public const int MostBytes = 1024 * 1024;

    private const string End = "<!-- /cachetasks -->";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="path">A missing file is made.</param>
    public static void Write(string path, Report report)
    {
        using var file = Open(path);
        using var reader = new StreamReader(file, Utf8);
        var others = reader.ReadToEnd();
        var written = With(others, report);
        if (written != others)
        {
            // In place: the service made the file, and others may have it open.
            var bytes = Utf8.GetBytes(written);
            file.Position = 0;
            file.Write(bytes, 0, bytes.Length);
            file.SetLength(bytes.Length);
        }
    }

    /// <summary>The file itself, which two builds of one job may want at the same time. Makes a missing one.</summary>
    public static FileStream Open(string path)
    {
        var file = ExclusiveFile.Open(path, TimeSpan.FromSeconds(10));
        if (!file.CanSeek)
        {
            file.Dispose();
            throw new IOException("it is no regular file");
        }
        return file;
    }

    /// <summary>The text with the report's section in it; without, where there is no room left.</summary>
    public static string With(string text, Report report)
    {
        var start = Start(report);
        var from = text.IndexOf(start, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(End, from, StringComparison.Ordinal);
        var (before, after) = to < 0 ? (Ended(text), "") : (text.Substring(0, from), text.Substring(to + End.Length).TrimStart('\n'));
        var room = MostBytes - Encoding.UTF8.GetByteCount(before) - Encoding.UTF8.GetByteCount(after) - Encoding.UTF8.GetByteCount(start) - End.Length - 3;
        var section = MarkdownReport.Render(report, room);
        return section.Length == 0 ? before + after : $"{before}{start}\n{section}{End}\n{after}";
    }

    private static string Ended(string text) => text.Length == 0 || text[text.Length - 1] == '\n' ? text : text + "\n";

    private static string Start(Report report)
    {
        var names = report.Steps.Select(step => PlaceText.Relative(step.Project, report.Root) ?? step.Project).Distinct().OrderBy(name => name, StringComparer.Ordinal);
        return $"<!-- cachetasks {ReportText.Line(string.Join(" ", names)).Replace("-", "‐").Replace(">", "")} -->";
    }
}
