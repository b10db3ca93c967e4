using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>A target that the user's environment or the tool's configuration names: what that means for a private one.</summary>
internal sealed class NamedTarget(IFileSystem files, Step step, ToolProfile profile)
{
    /// <summary>A variable's name, or the tool's configuration; null when the tool chose its own default.</summary>
    public string? Who { get; } =
        step.TargetFrom is not ("tool" or "") ? step.TargetFrom
        : step.WorkspaceDirectory.Length > 0 && profile.WorkspaceTarget.Length > 0 && step.TargetDirectory.Length > 0
            && step.TargetDirectory != Path.Combine(step.WorkspaceDirectory, profile.WorkspaceTarget) ? "the tool's configuration"
        : null;

    /// <param name="chosen">What would be allocated, as far as its name is known.</param>
    public bool Is(string chosen, string? owner) =>
        step.TargetDirectory == chosen || (owner is not null && Path.GetDirectoryName(step.TargetDirectory) == Path.GetDirectoryName(chosen) && new CheckoutNote(files).Read(step.TargetDirectory) == owner);

    public Finding Respected(string root) => new(
        Rules.EnvironmentDecides, $"nothing is allocated below {root}: {Who} names the target {step.TargetDirectory}.");
}
