using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Targets.Migration;

/// <summary>Moves the target that a step's tool has now into the private directory that the step would get.</summary>
internal sealed class StepMigration(MoveTools tools, IUsers users, MaintenanceOptions options, CancellationToken cancellation)
{
    /// <param name="workspace">The tool's workspace, absolute.</param>
    public MigrationResult Run(SharedRoot root, Step step, ToolProfile profile, string workspace, string source)
    {
        var place = new PrivatePlace(tools, users, root, Choice.TargetLayout.Find(step.TargetLayout) ?? Choice.TargetLayout.Default, options.ForUser);
        if (place.Find(workspace, make: !options.DryRun, out var checkout) is not { } destination)
        {
            return new MigrationResult(MigrationState.Refused, [], place.Findings);
        }
        using var turn = options.DryRun ? null : MoveTurn.Wait(tools, Path.GetDirectoryName(destination)!, cancellation);
        var result = TargetMigration.Run(tools, new MigrationRequest(source, destination, checkout)
        {
            Workspace = workspace,
            LockFiles = profile.LockFiles,
            DependencyFiles = profile.DependencyFiles,
            DryRun = options.DryRun,
            ForUser = options.ForUser,
            Cancellation = cancellation,
        });
        var remark = result.State switch
        {
            MigrationState.NothingToMove => $"nothing to move: there is no {source}",
            MigrationState.Moved or MigrationState.Planned when new NamedTarget(tools.Files, step, profile).Who is { } who =>
                $"{who} names {source}: as long as it does, builds go there and not to {destination}",
            _ => null,
        };
        if (result.State is MigrationState.Moved or MigrationState.Planned && step.BuildDirectory.Length > 0
            && step.BuildDirectory != source && !step.BuildDirectory.StartsWith(source + "/", StringComparison.Ordinal))
        {
            result = result with { Lines = [.. result.Lines, $"intermediate files are apart, in {step.BuildDirectory}, and stay there: the next build makes them anew"] };
        }
        return result with { Lines = remark is null ? result.Lines : [.. result.Lines, remark], Findings = [.. place.Findings, .. result.Findings] };
    }
}
