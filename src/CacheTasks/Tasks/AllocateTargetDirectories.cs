using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Gives each step whose tool has a private target a directory of its own below SharedRoot, made for this user alone. Does nothing
/// where no root is set or the root does not exist, and leaves a target that the user named.
/// </summary>
/// <remarks>
/// Reads: Tool, SharedRoot, TargetLayout, TargetDirectory, TargetFrom, WorkspaceDirectory, WorkingDirectory. Changes: TargetDirectory,
/// TargetFrom, EnvironmentVariables. Reports 2001, 2002, 2006.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class AllocateTargetDirectories : StepTask
{
    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        foreach (var item in steps)
        {
            Allocate(files, item, View(item));
        }
        return steps;
    }

    private void Allocate(IFileSystem files, ITaskItem item, Step step)
    {
        if (step.SharedRoot.Length == 0 || Profiles.Find(step.Tool) is not { PrivateTarget: true } profile || step.TargetFrom == "metadata")
        {
            return;
        }
        var root = FullPath(step.SharedRoot);
        var workspace = step.WorkspaceDirectory.Length > 0 ? step.WorkspaceDirectory : FullPath(step.WorkingDirectory);
        if (!Directory.Exists(root))
        {
            return;
        }
        if (WhoNamedTarget(step, workspace) is { } who)
        {
            Report(item, step, [new Finding(
                Diagnostics.Rules.EnvironmentDecides,
                $"nothing is allocated below {root}: {who} names the target {step.TargetDirectory}.")]);
            return;
        }
        var layout = Choice.TargetLayout.Find(step.TargetLayout) ?? Choice.TargetLayout.Default;
        var (names, owner) = TargetLayout.For(layout, workspace, files.EffectiveUser, Environment.UserName);
        var directory = new PrivateDirectory(files).Create(root, names, owner, out var findings);
        Report(item, step, findings);
        if (directory is not null)
        {
            step.TargetDirectory = directory;
            step.TargetFrom = StepLine.SharedRoot;
            step.SetVariable(profile.TargetVariable, directory);
        }
    }

    // A target elsewhere than in the workspace, without a variable, was configured (cargo: build.target-dir).
    private static string? WhoNamedTarget(Step step, string workspace) =>
        step.TargetFrom is not ("tool" or "") ? step.TargetFrom
        : step.WorkspaceDirectory.Length > 0 && step.TargetDirectory.Length > 0 && Path.GetDirectoryName(step.TargetDirectory) != workspace ? "the tool's configuration"
        : null;
}
