using CacheTasks.Colocation;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Candidates;

/// <summary>All that a candidate may look at, so that a test needs only a record.</summary>
/// <param name="Cache">The cache as the step has it, absolute.</param>
/// <param name="Target">Absolute.</param>
/// <param name="Folder">The tool's folder name below a root of caches.</param>
internal sealed record Situation(string Cache, string Target, string Folder, Person Person)
{
    /// <summary>One directory for the caches of all tools, absolute; null: none.</summary>
    public string? Root { get; init; }

    /// <summary>Where the step runs; empty where that is not known.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Gives a variable of the environment, null or empty when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>What was found of the cache as it is; null before that.</summary>
    public Judgement? Own { get; init; }

    /// <summary>The checkout that holds the target, else the folder that the step runs in; null where the target lies outside of both.</summary>
    public string? SourceTree { get; init; }

    /// <summary>With the source tree, for which the target's parents are looked at. A home that is a checkout, of somebody's settings, is none of what lies in it.</summary>
    public Situation Complete() => this with
    {
        SourceTree = FindCheckout(Path.GetDirectoryName(Target) ?? "/")
            ?? (WorkingDirectory.Length > 0 && PathText.IsWithin(Target, WorkingDirectory) ? FindCheckout(WorkingDirectory) ?? WorkingDirectory : null),
    };

    private string? FindCheckout(string folder) => TargetLayout.FindCheckout(folder) is { } checkout && checkout != Environment("HOME")?.TrimEnd('/') ? checkout : null;
}
