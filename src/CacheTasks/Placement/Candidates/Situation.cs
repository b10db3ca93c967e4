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

    /// <summary>Gives a variable of the environment, null or empty when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>What was found of the cache as it is; null before that.</summary>
    public Judgement? Own { get; init; }

    /// <summary>The checkout that holds the target, else the folder that the step runs in; null where the target lies outside of both.</summary>
    public string? SourceTree { get; init; }

    /// <param name="workingDirectory">Where the step runs; empty where that is not known.</param>
    public static string? FindSourceTree(string target, string workingDirectory) =>
        TargetLayout.FindCheckout(Path.GetDirectoryName(target) ?? "/")
        ?? (workingDirectory.Length > 0 && PathText.IsWithin(target, workingDirectory) ? TargetLayout.FindCheckout(workingDirectory) ?? workingDirectory : null);
}
