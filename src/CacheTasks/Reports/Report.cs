using System.Text.Json.Nodes;

namespace CacheTasks.Reports;

/// <summary>All that one build says, of all its projects and target frameworks; each rendering takes this alone.</summary>
internal sealed record Report(IReadOnlyList<ReportedStep> Steps)
{
    /// <summary>The checkout's folder, absolute: files below it are named relative to it. Empty: all names stay absolute.</summary>
    public string Root { get; init; } = "";
}

/// <summary>One step of one project and target framework.</summary>
/// <param name="Project">The project's path.</param>
/// <param name="TargetFramework">Empty where the project has one only.</param>
/// <param name="Record">The step's record (docs/contract.md, §3); empty when nothing was found out.</param>
internal sealed record ReportedStep(string Project, string TargetFramework, string Name, JsonObject Record, IReadOnlyList<ReportedMessage> Messages)
{
    public StepState State { get; init; } = StepState.NotRun;

    /// <summary>Where cache and target lie; without them the step is in no picture.</summary>
    public IReadOnlyList<ReportedPlace> Places { get; init; } = [];
}

/// <summary>How far a step came.</summary>
internal enum StepState
{
    /// <summary>It was not to run: what is said is a prediction.</summary>
    NotRun,

    /// <summary>It was prepared, and its target ended with an error or not at all.</summary>
    Unfinished,

    /// <summary>Its target was executed to its end.</summary>
    Finished,
}
