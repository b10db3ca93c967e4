using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Reports;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Enters each step in the build's reports: before it, where they go; after it, that it came to its end. The reports themselves are written
/// at the end of the build.
/// </summary>
/// <remarks>Reads: all metadata of a CacheStep, and ReportedAs: the project's path and target framework, with a bar between. Reports 0002.</remarks>
[MSBuildMultiThreadableTask]
public sealed class ReportSteps : StepTask
{
    /// <summary>Only the steps of this identity; empty: all.</summary>
    public string? Target { get; set; }

    /// <summary>The SARIF file; empty: none. A relative path starts from <see cref="StartDirectory"/>, as do the other two.</summary>
    public string? Sarif { get; set; }

    /// <summary>The page; empty: none.</summary>
    public string? Page { get; set; }

    /// <summary>A Markdown file that others write to as well; empty: none.</summary>
    public string? Summary { get; set; }

    /// <summary>Codes of warnings that the build shows as messages: MSBuildWarningsAsMessages, which holds NoWarn.</summary>
    public string? WarningsAsMessages { get; set; }

    /// <summary>Where the build was started: one folder for all of its projects, which so name one file. Default: ProjectDirectory.</summary>
    public string? StartDirectory { get; set; }

    /// <summary>Where each step's record is.</summary>
    public string? RecordDirectory { get; set; }

    /// <summary>The step's target has been executed.</summary>
    public bool Finished { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        foreach (var item in ResolveCacheSteps.Distinct(steps.Where(step => Target is not { Length: > 0 } only || string.Equals(step.ItemSpec, only, StringComparison.OrdinalIgnoreCase))))
        {
            var step = View(item);
            if (step.ReportedAs.Length == 0)
            {
                continue;
            }
            if (Finished)
            {
                Journals.Finish(BuildEngine, step);
                Journals.Publish(BuildEngine, step);
            }
            else
            {
                Enter(item, step);
            }
        }
        return steps;
    }

    private void Enter(ITaskItem item, Step step)
    {
        var bar = step.ReportedAs.LastIndexOf('|');
        var (project, framework) = bar < 0 ? (step.ReportedAs, "") : (step.ReportedAs.Substring(0, bar), step.ReportedAs.Substring(bar + 1));
        var outputs = new ReportOutputs(
            Writable(item, step, "CacheTasksSarif", Sarif, "SARIF file", ReportFiles.FindObstacle),
            Writable(item, step, "CacheTasksReport", Page, "page", ReportFiles.FindObstacle),
            Writable(item, step, "GITHUB_STEP_SUMMARY", Summary, "summary", ReportFiles.FindSummaryObstacle));
        var record = Path.Combine(FullPath(RecordDirectory ?? ""), step.RecordName + ".json");
        Journals.Enter(BuildEngine, step, new JournalEntry(project, framework, step.Name, record, outputs)
        {
            Silenced = (WarningsAsMessages ?? "").Split([';', ',', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries),
        });
    }

    // A report is never worth a build: also where links are required this is a warning.
    private string Writable(ITaskItem item, Step step, string property, string? path, string noun, Func<string, string?> findObstacle)
    {
        if (path is not { Length: > 0 })
        {
            return "";
        }
        var full = FullPath(Path.Combine(StartDirectory ?? "", path));
        if (findObstacle(full) is not { } obstacle)
        {
            return full;
        }
        var require = step.Require;
        step.Require = "any";
        Report(item, step, [new Finding(Diagnostics.Rules.InvalidValue, $"{property}=\"{path}\" cannot be written, so there is no {noun} of this build: {Printed(obstacle)} Set it to a file in a folder that this user can write to.") { OncePerBuild = true }]);
        step.Require = require;
        return "";
    }

    private static string Printed(string obstacle) => Targets.PrintedText.Of(obstacle.TrimEnd('.')) + ".";
}
