using CacheTasks.Targets;

namespace CacheTasks.Reports;

/// <summary>The folder that the reports' file names are relative to: the checkout, which is what a service that shows them knows.</summary>
internal static class ReportRoot
{
    // GitHub Actions and Azure Pipelines say where they checked out.
    private static readonly string[] Variables = ["GITHUB_WORKSPACE", "BUILD_SOURCESDIRECTORY"];

    /// <returns>Empty when the projects lie in no checkout.</returns>
    public static string Of(IReadOnlyList<ReportedStep> steps)
    {
        var project = steps.Select(step => step.Project).FirstOrDefault(path => path.Length > 0) ?? "";
        var said = Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(path => !string.IsNullOrEmpty(path) && PlaceText.Relative(project, path!) is not null);
        return said?.TrimEnd('/') ?? (Path.GetDirectoryName(project) is { Length: > 0 } folder ? TargetLayout.FindCheckout(folder) : null) ?? "";
    }
}
