using CacheTasks.Platform;

namespace CacheTasks.Reports;

/// <summary>Writes the reports of a build, each file with the steps that name it; beside and renamed, and only when it differs.</summary>
internal static class ReportFiles
{
    public static void Write(IReadOnlyList<(ReportedStep Step, ReportOutputs Outputs)> steps)
    {
        Write(steps, outputs => outputs.Sarif, (path, report) => WholeFile.Replace(path, SarifReport.Render(report)));
        Write(steps, outputs => outputs.Page, (path, report) => WholeFile.Replace(path, HtmlReport.Render(report)));
        Write(steps, outputs => outputs.Summary, (path, report) => SummarySection.Write(path, report));
    }

    /// <summary>Why a file cannot be made at this path, or replaced; null when it can. Makes its folder.</summary>
    public static string? FindObstacle(string path) => FindObstacle(path, () =>
    {
        var beside = WholeFile.Beside(path);
        File.WriteAllText(beside, "");
        File.Delete(beside);
    });

    /// <summary>As <see cref="FindObstacle(string)"/> for a summary, which is written in place.</summary>
    public static string? FindSummaryObstacle(string path) => FindObstacle(path, () => SummarySection.Open(path).Dispose());

    private static string? FindObstacle(string path, Action attempt)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return "it is a folder";
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            attempt();
            return null;
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            return exception.Message;
        }
    }

    private static void Write(IReadOnlyList<(ReportedStep Step, ReportOutputs Outputs)> steps, Func<ReportOutputs, string> path, Action<string, Report> write)
    {
        foreach (var file in steps.Where(step => path(step.Outputs).Length > 0).GroupBy(step => path(step.Outputs)))
        {
            try
            {
                var reported = file.Select(step => step.Step).ToList();
                write(file.Key, new Report(reported) { Root = ReportRoot.Of(reported) });
            }
            catch (Exception exception) when (IsRefusal(exception))
            {
                // What stands in the way was said when the first step was prepared; the other files are written.
            }
        }
    }

    private static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
