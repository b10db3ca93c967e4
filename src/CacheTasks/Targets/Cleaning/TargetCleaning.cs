using System.Globalization;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;

namespace CacheTasks.Targets.Cleaning;

/// <summary>
/// Lists the private targets of this user below a shared root and removes those asked for, never one in which somebody builds: its
/// locks are taken, it is renamed out of the way, and what a killed run has left of it is removed by the next.
/// </summary>
internal sealed class TargetCleaning(MoveTools tools, CleanRequest request)
{
    private readonly List<string> _lines = [];

    /// <returns>A sentence for each target and for each that was removed or kept.</returns>
    public static IReadOnlyList<string> Run(MoveTools tools, string root, CleanRequest request) => new TargetCleaning(tools, request).Run(root);

    private List<string> Run(string root)
    {
        var all = new PrivateTargets(tools, root, request.Cancellation);
        tools.Progress?.Begin("measuring", "entries");
        var targets = all.Find();
        var now = DateTime.UtcNow;
        foreach (var leftover in all.Leftovers)
        {
            RemoveLeftover(leftover);
        }
        foreach (var target in targets)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            _lines.Add(Describe(target));
            if (request.Wants(target, now))
            {
                _lines.Add($"{target.Path}  {Remove(target, targets)}");
            }
        }
        if (_lines.Count == 0)
        {
            _lines.Add($"no private target of user {tools.NameOf(tools.Files.EffectiveUser)} below {root}");
        }
        return _lines;
    }

    private static string Describe(PrivateTarget target) => string.Join(
        "  ",
        target.Path,
        MigrationText.Size(target.Size),
        "last used " + target.LastUsed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        target.Checkout is null ? "for all checkouts" : $"checkout {target.Checkout}{(target.IsMissing ? " (missing)" : "")}");

    private string Remove(PrivateTarget target, IReadOnlyList<PrivateTarget> all)
    {
        if (all.Any(other => other.Path.StartsWith(target.Path + "/", StringComparison.Ordinal)))
        {
            return "kept: directories of single checkouts lie in it";
        }
        using var spot = Spot.Open(tools.Files, target.Path, out var errno);
        if (spot is null)
        {
            return $"kept: the directory above cannot be opened ({errno.Name})";
        }
        using var turn = request.DryRun ? null : MoveTurn.Wait(tools, Path.GetDirectoryName(target.Path)!, request.Cancellation);
        using var locks = TargetLocks.TryTake(tools, target.Path, request.LockFiles, out var disturbance);
        return locks is null ? $"kept: {disturbance}"
            : request.DryRun ? $"would be removed, {MigrationText.Size(target.Size)}"
            : Remove(target, spot, locks);
    }

    private string Remove(PrivateTarget target, Spot spot, TargetLocks locks)
    {
        if (!IsStillOurs(spot, target))
        {
            return "kept: it has changed since it was listed";
        }
        var old = spot.Beside(MoveNames.Old);
        var renamed = tools.Trees.Rename(spot.Parent, spot.Name, spot.Parent, old);
        if (!renamed.Succeeded)
        {
            return $"kept: it cannot be renamed ({renamed.Text}, {renamed.Name})";
        }
        if (locks.FindDisturbance(target.Path + MoveNames.Old) is { } disturbance)
        {
            tools.Trees.Rename(spot.Parent, old, spot.Parent, spot.Name);
            return $"kept: {disturbance}";
        }
        return new TreeRemoval(tools.Trees).Remove(spot.Parent, old) is { } fault
            ? $"is only partly removed: {fault}"
            : $"removed, {MigrationText.Size(target.Size)} freed";
    }

    private bool IsStillOurs(Spot spot, PrivateTarget target)
    {
        var opened = tools.Trees.OpenDirectory(spot.Parent, spot.Name, out var directory);
        using (directory)
        {
            return opened.Succeeded && tools.Trees.Stat(directory, out var status).Succeeded && status.Owner == tools.Files.EffectiveUser
                && (target.Checkout is { } checkout
                    ? SmallFile.Read(tools.Trees, directory, MoveNames.Note) == checkout + "\n"
                    : SmallFile.Read(tools.Trees, directory, MoveNames.Tag) == MoveNames.TagText);
        }
    }

    // A copy that is still being made is locked by whoever makes it.
    private void RemoveLeftover(string path)
    {
        // A migration that is under way renames, and may rename back.
        using var turn = request.DryRun ? null : MoveTurn.Wait(tools, Path.GetDirectoryName(path)!, request.Cancellation);
        using var spot = Spot.Open(tools.Files, path, out _);
        if (spot is null)
        {
            return;
        }
        var opened = tools.Trees.OpenDirectory(spot.Parent, spot.Name, out var directory);
        using (directory)
        {
            if (!opened.Succeeded || !tools.Locks.TryLock(directory, exclusive: true).Succeeded)
            {
                return;
            }
            var fault = request.DryRun ? null : new TreeRemoval(tools.Trees).Remove(spot.Parent, spot.Name);
            _lines.Add($"{path}  {(request.DryRun ? "would be removed" : fault is null ? "removed" : $"cannot be removed, {fault}")}: an earlier run has left it");
        }
    }
}
