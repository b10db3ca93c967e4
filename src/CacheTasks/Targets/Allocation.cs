using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets.Migration;

namespace CacheTasks.Targets;

/// <summary>
/// Decides whether a step's target is allocated below the shared root, and where. A root that does not exist, an excluded user and a
/// target that somebody named leave the tool's own.
/// </summary>
internal sealed class Allocation(IFileSystem files, IUsers users, IRoom rooms)
{
    private readonly List<Finding> _findings = [];
    private readonly Person _person = Person.Current(users);

    /// <summary>Touches a root that may hang before this process does; null: nothing can.</summary>
    public Watchdog? Watchdog { get; init; }

    public ExcludedUsers Excluded { get; init; } = ExcludedUsers.Parse("", out _);

    public MinimumRoom Minimum { get; init; } = MinimumRoom.Default;

    /// <summary>Nothing is made: the directory is where it would be.</summary>
    public bool LooksOnly { get; init; }

    /// <summary>Moves what the tool has built so far into the directory, where it has none yet; null: it stays, and the first build is a full one.</summary>
    public Func<SharedRoot, MigrationResult>? Migrate { get; init; }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What was moved, for people.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>Sets the step's target, build directory and variables where one is allocated.</summary>
    /// <param name="root">The shared root, absolute.</param>
    /// <param name="workspace">The tool's workspace, absolute.</param>
    public void Allocate(Step step, ToolProfile profile, string root, string workspace)
    {
        if (Watchdog?.FindSilent(root) is { } silent)
        {
            _findings.Add(new Finding(
                Rules.NoAnswer,
                $"nothing is allocated below the shared root {root}: {silent.Source} {silent.NoAnswer}. To see it: `{silent.Check}`. Bring it back, or set another SharedRoot."));
            return;
        }
        using var opened = SharedRoot.Open(files, users, root, out var fault);
        if (opened is null)
        {
            _findings.AddRange(fault is null ? [] : [fault]);
            return;
        }
        if (Excluded.Find(_person, users) is { } entry)
        {
            _findings.Add(new Finding(Rules.UserExcluded, $"nothing is allocated below {root}: CacheTasksExcludedUsers has {entry}, which is {_person}."));
            return;
        }
        var place = new PlaceNames(files, opened, _person);
        var (names, owner) = place.For(Choice.TargetLayout.Find(step.TargetLayout) ?? Choice.TargetLayout.Default, workspace);
        if (!IsFree(step, profile, Path.Combine([root, .. names]), root, owner))
        {
            return;
        }
        if (!CanMove(opened))
        {
            return;
        }
        var made = new PrivateDirectory(files, users);
        var directory = LooksOnly ? Look(opened, names, owner) : made.Create(opened, names, owner);
        _findings.AddRange(made.Findings);
        if (directory is null)
        {
            return;
        }
        _findings.AddRange(Minimum.Check(rooms, users, opened) is { } tight ? [tight] : []);
        Take(step, profile, directory);
        step.TargetIsNew = made.IsNew ? "true" : "";
    }

    // What is in the way of making it is in the way all the same.
    private string? Look(SharedRoot root, IReadOnlyList<string> names, string? owner)
    {
        var directory = PrivatePlace.FreeName(MoveTools.Current!.Trees, root.Path, names, owner);
        foreach (var path in new[] { Path.Combine(root.Path, names[0]), directory })
        {
            if (files.Stat(path, followLink: false, out var status).Succeeded && (status.Kind != FileKind.Directory || status.Owner != users.Effective))
            {
                var what = status.Kind == FileKind.Directory ? "" : "is not a directory and ";
                _findings.Add(new Finding(
                    Rules.ForeignDirectory,
                    $"no {PrivatePurpose.Target.Noun}, {PrivatePurpose.Target.Instead}: {path} {what}belongs to {Person.Describe(users, status.Owner)} (mode {status.Permissions}), this is {Person.Describe(users, users.Effective)}. To see it: `stat {path}`. Have it removed, or set another SharedRoot."));
                return null;
            }
        }
        return directory;
    }

    // A target that somebody builds in just now is used once more, to be moved as it is the next time. What is in the way of another
    // stays so for long, and its user gets a private directory all the same.
    private bool CanMove(SharedRoot root)
    {
        if (Migrate?.Invoke(root) is not { } result)
        {
            return true;
        }
        Lines = result.State is MigrationState.Moved or MigrationState.Finished ? result.Lines : [];
        // Each build would say again that both places are in use, or that nothing is left to move.
        _findings.AddRange(result.State is MigrationState.DestinationInUse ? [] : result.Findings);
        return result.State != MigrationState.Busy;
    }

    private bool IsFree(Step step, ToolProfile profile, string chosen, string root, string? owner)
    {
        var named = new NamedTarget(files, step, profile);
        if (named.Who is null || named.Is(chosen, owner))
        {
            return true;
        }
        _findings.Add(named.Respected(root));
        return false;
    }

    private void Take(Step step, ToolProfile profile, string directory)
    {
        // A build directory that the configuration puts elsewhere would stay there, shared as before.
        if (step.BuildDirectory.Length > 0 && profile.BuildVariable.Length > 0 && step.BuildDirectory != step.TargetDirectory)
        {
            if (step.BuildFrom.Length > 0 && step.BuildDirectory != directory)
            {
                _findings.Add(new Finding(Rules.EnvironmentDecides, $"{step.BuildFrom} names the build directory {step.BuildDirectory}, which stays; final artifacts go to {directory}."));
            }
            else
            {
                step.SetVariable(profile.BuildVariable, directory);
                step.BuildDirectory = directory;
            }
        }
        else
        {
            step.BuildDirectory = step.BuildDirectory.Length > 0 ? directory : "";
        }
        step.TargetDirectory = directory;
        step.TargetFrom = StepLine.SharedRoot;
        step.SetVariable(profile.TargetVariable, directory);
    }
}
