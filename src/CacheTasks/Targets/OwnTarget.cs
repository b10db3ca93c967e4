using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>The way out of a target that is shared: one for each user and checkout, and what has to go for that.</summary>
internal static class OwnTarget
{
    public static string Advice(Step step) => step.TargetFrom is "metadata" or "tool" or "" or StepLine.SharedRoot
        ? "Give each user and checkout a target: set SharedRoot, or TargetDirectory."
        : $"Give each user and checkout a target: unset {step.TargetFrom}, which goes before SharedRoot, and set SharedRoot, or TargetDirectory.";
}
