using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// The move within one mount: one rename, so that there is the old place or the new one at every moment and never both, however large
/// the tree is.
/// </summary>
internal sealed class MoveByRename(MoveTools tools, MigrationRequest request, Spot from, Spot to)
{
    /// <summary>What was moved, afterwards.</summary>
    public bool Moved { get; private set; }

    /// <param name="locks">Of the source, held.</param>
    /// <param name="source">The directory that was looked at.</param>
    /// <returns>Null when it was moved, and when it has to be copied: EXDEV.</returns>
    public MigrationResult? Move(TargetLocks locks, in TreeStatus source)
    {
        var destination = new Destination(tools, request, to);
        if (locks.FindDisturbance(from.Path) is { } disturbance)
        {
            return Refusal.Busy(request.Source, disturbance);
        }
        var cleared = destination.Clear();
        var renamed = cleared.Succeeded ? tools.Trees.Rename(from.Parent, from.Name, to.Parent, to.Name) : cleared;
        if (renamed == Errno.EXDEV)
        {
            return null;
        }
        if (!renamed.Succeeded)
        {
            return Refusal.Of(request.Source, $"it cannot be renamed to {request.Destination} ({renamed.Text}, {renamed.Name})", MigrationText.AdviceFor(renamed, request));
        }
        var undo = tools.Trees.Stat(to.Parent, to.Name, out var moved).Succeeded && moved.IsSameFile(source)
            ? locks.FindDisturbance(to.Path)
            : "it was replaced by another directory at that moment";
        if (undo is not null)
        {
            // Whoever has begun to wait meanwhile would go on under the old name: it has to be there again before the locks are given back.
            var back = tools.Trees.Rename(to.Parent, to.Name, from.Parent, from.Name);
            return back.Succeeded ? Refusal.Busy(request.Source, undo) : Refusal.Of(request.Source, undo, $"It lies at {request.Destination} now and cannot be renamed back ({back.Name}): move it when that build has ended.");
        }
        Moved = true;
        Seal(destination);
        return null;
    }

    private void Seal(Destination destination)
    {
        var opened = tools.Trees.OpenDirectory(to.Parent, to.Name, out var directory);
        using (directory)
        {
            if (opened.Succeeded)
            {
                destination.Seal(directory);
            }
        }
    }
}
