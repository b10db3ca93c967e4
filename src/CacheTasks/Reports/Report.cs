using System.Text.Json.Nodes;

namespace CacheTasks.Reports;

/// <summary>All that one build says, of all its projects and target frameworks; each rendering takes this alone.</summary>
internal sealed record Report(IReadOnlyList<ReportedStep> Steps);

/// <summary>One step of one project and target framework.</summary>
/// <param name="Project">The project's path.</param>
/// <param name="TargetFramework">Empty where the project has one only.</param>
/// <param name="Record">The step's record (docs/contract.md, §3); empty when nothing was found out.</param>
internal sealed record ReportedStep(string Project, string TargetFramework, string Name, JsonObject Record, IReadOnlyList<ReportedMessage> Messages);
