using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Doctor;

/// <summary>One step with all that was found of it.</summary>
/// <param name="Step">As far as it could be resolved.</param>
/// <param name="Record">As a build would write it (docs/contract.md, §3); empty where nothing was found out.</param>
internal sealed record Examination(Step Step, ToolProfile? Profile, JsonObject Record, IReadOnlyList<Finding> Findings)
{
    public ExaminedPlace? Cache { get; init; }

    public ExaminedPlace? Target { get; init; }

    /// <summary>The compiler cache; null where there is none.</summary>
    public string? CompilesThrough { get; init; }

    /// <summary>Names of the project's other steps with the same cache.</summary>
    public IReadOnlyList<string> SharingCache { get; init; } = [];

    /// <summary>Names of the project's other steps with the same target.</summary>
    public IReadOnlyList<string> SharingTarget { get; init; } = [];

    /// <summary>All of them, with who shares a directory with whom.</summary>
    public static IReadOnlyList<Examination> Compare(IReadOnlyList<Examination> all) => all.Select(one => one with
    {
        SharingCache = Others(all, one, step => step.CacheDirectory),
        SharingTarget = Others(all, one, step => step.TargetDirectory),
    }).ToList();

    private static List<string> Others(IReadOnlyList<Examination> all, Examination one, Func<Step, string> directory) =>
        directory(one.Step).Length == 0 ? []
        : all.Where(other => other != one && directory(other.Step) == directory(one.Step)).Select(other => other.Step.RecordName).Distinct().ToList();
}
