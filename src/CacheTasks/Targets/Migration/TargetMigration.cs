using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// Moves a tool's target into a private directory so that nothing is rebuilt: look, take every lock, look for waiters, rename; to
/// another mount copy, name, remove. At every moment the old or the new place is complete, and what a killed run leaves is finished or
/// undone by the next.
/// </summary>
internal sealed class TargetMigration(MoveTools tools, MigrationRequest request)
{
    private readonly List<string> _lines = [];

    public static MigrationResult Run(MoveTools tools, MigrationRequest request) => new TargetMigration(tools, request).Run();

    private MigrationResult Run()
    {
        using var to = Spot.Open(tools.Files, request.Destination, out var above);
        if (to is null && !(request.DryRun && above == Errno.ENOENT))
        {
            return Refusal.Of(request.Source, $"the directory for {request.Destination} cannot be opened ({above.Name})", "Set another SharedRoot.");
        }
        if (to is null)
        {
            return Plan();
        }
        var resumption = new Resumption(tools, request, to);
        var open = resumption.Finish();
        _lines.AddRange(resumption.Done);
        if (open is not null)
        {
            return open with { Lines = _lines };
        }
        var result = Run(to);
        var finished = result.State == MigrationState.NothingToMove && _lines.Count > 0 && !request.DryRun;
        return result with { Lines = [.. _lines, .. result.Lines], State = finished ? MigrationState.Finished : result.State };
    }

    private MigrationResult Run(Spot to)
    {
        using var from = Spot.Open(tools.Files, request.Source, out _);
        if (from is null || !tools.Trees.Stat(from.Parent, from.Name, out var status).Succeeded
            || (tools.Trees.Stat(to.Parent, to.Name, out var there).Succeeded && there.IsSameFile(status)))
        {
            return Settle(to);
        }
        var check = new SourceCheck(tools, request);
        if (check.Refuse(from, to, status) is { } refusal)
        {
            return refusal;
        }
        var taken = new Destination(tools, request, to).ListForeign(out var errno);
        if (taken is null)
        {
            return Refusal.Of(request.Source, $"{request.Destination} cannot be entered ({errno.Text}, {errno.Name})", "Set another SharedRoot.");
        }
        if (taken.Count > 0)
        {
            return MigrationText.InUse(request, taken);
        }
        var opened = tools.Trees.OpenDirectory(from.Parent, from.Name, out var source);
        using (source)
        {
            return opened.Succeeded ? Move(check, from, to, source) : Refusal.Of(request.Source, new TreeFault("", "entering", opened), to.Path);
        }
    }

    private MigrationResult Move(SourceCheck check, Spot from, Spot to, SafeFileHandle source)
    {
        if (request.LockFiles.Count == 0)
        {
            return Refusal.Of(request.Source, "nobody can tell whether the tool runs in it", "Name its lock files on the CacheTool: LockFiles.");
        }
        using var locks = TargetLocks.TryTake(tools, from.Path, request.LockFiles, out var disturbance);
        if (locks is null)
        {
            return Refusal.Busy(request.Source, disturbance!);
        }
        tools.Progress?.Begin("scanning", "entries");
        var scan = TreeScan.Of(tools.Trees, source, tools.Progress, request.Cancellation);
        if (check.Refuse(scan) is { } refusal)
        {
            return refusal;
        }
        var across = tools.Trees.Stat(to.Parent, out var parent).Succeeded && parent.MountId != scan.Root.MountId;
        if (across && check.RefuseCopy(scan, from) is { } uncopied)
        {
            return uncopied;
        }
        if (request.DryRun)
        {
            return new MigrationResult(MigrationState.Planned, [Sentence(scan, across, "would be"), .. Remarks(scan, check)], []);
        }
        return across ? Copy(check, locks, from, to, source, scan) : Rename(check, locks, from, to, source, scan);
    }

    private MigrationResult Rename(SourceCheck check, TargetLocks locks, Spot from, Spot to, SafeFileHandle source, TreeScan scan)
    {
        var move = new MoveByRename(tools, request, from, to);
        if (move.Move(locks, scan.Root) is { } refusal)
        {
            return refusal;
        }
        // One mount with a boundary inside: project IDs, subvolumes, a union's branches.
        return move.Moved ? Moved(check, source, scan, across: false)
            : check.RefuseCopy(scan, from) ?? Copy(check, locks, from, to, source, scan);
    }

    private MigrationResult Copy(SourceCheck check, TargetLocks locks, Spot from, Spot to, SafeFileHandle source, TreeScan scan)
    {
        var move = new MoveByCopy(tools, request, from, to);
        return move.Move(locks, source, scan) ?? Moved(check, null, scan, across: true) with { Findings = move.Leftover?.Findings ?? [] };
    }

    private MigrationResult Moved(SourceCheck check, SafeFileHandle? renamed, TreeScan scan, bool across)
    {
        List<string> lines = [Sentence(scan, across, "is"), .. renamed is null || request.ForUser is not null ? [] : Remarks(scan, check)];
        if (renamed is not null && request.ForUser is { } user)
        {
            lines.AddRange(Give(renamed, scan, user));
        }
        return new MigrationResult(MigrationState.Moved, lines, []);
    }

    // Nothing to move: an earlier run may have been killed before it wrote the notes or, as root for a user, gave all files away.
    private MigrationResult Settle(Spot to)
    {
        IReadOnlyList<string> lines = [];
        var opened = tools.Trees.OpenDirectory(to.Parent, to.Name, out var directory);
        using (directory)
        {
            if (opened.Succeeded && !request.DryRun && tools.Trees.Stat(directory, out var status).Succeeded && status.Owner == (request.ForUser ?? tools.Files.EffectiveUser))
            {
                var destination = new Destination(tools, request, to);
                if (!destination.IsSealed(directory))
                {
                    destination.Seal(directory);
                }
                if (request.ForUser is { } user && TreeScan.Of(tools.Trees, directory, request.Cancellation) is { Fault: null } scan && scan.Owners.ContainsKey(0))
                {
                    lines = Give(directory, scan, user);
                }
            }
        }
        return new MigrationResult(MigrationState.NothingToMove, lines, []);
    }

    private string[] Give(SafeFileHandle directory, TreeScan scan, uint user)
    {
        var ownership = new TreeOwnership(tools.Trees, scan, user, tools.Files.Host.ProtectedHardlinks);
        ownership.Give(directory);
        return
        [
            .. ownership.Given > 0 ? [$"{ownership.Given} entries of root now belong to user {tools.NameOf(user)}"] : Array.Empty<string>(),
            .. ownership.Left > 0 ? [$"{ownership.Left} entries keep their owner, since they are no plain files or have names elsewhere, the first {ownership.FirstLeft}"] : Array.Empty<string>(),
        ];
    }

    private MigrationResult Plan() =>
        tools.Files.Stat(request.Source, followLink: false, out var status).Succeeded && status.Kind == FileKind.Directory
            ? new MigrationResult(MigrationState.Planned, [$"{request.Source} would be moved to {request.Destination}, which would be made"], [])
            : new MigrationResult(MigrationState.NothingToMove, [], []);

    private string Sentence(TreeScan scan, bool across, string verb) =>
        $"{request.Source} {verb} {(across ? "copied" : "renamed")} to {request.Destination} ({MigrationText.Describe(scan)}){(across ? $", which is on another mount, and {(verb == "is" ? "" : "then ")}removed" : "")}";

    private static string[] Remarks(TreeScan scan, SourceCheck check) =>
        check.User != 0 && scan.Owners.TryGetValue(0, out var roots)
            ? [$"{roots.Entries} entries belong to root, the first {roots.First}: builds that replace them fail. They stay root's; `sudo chown -R {check.User}` gives them back"]
            : [];
}
