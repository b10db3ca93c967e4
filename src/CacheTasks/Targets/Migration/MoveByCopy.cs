using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// The move to another mount: copied beside the destination, named when it is complete, and only then is the source renamed away and
/// removed. A marker in the copy tells a later run what this one was about to remove.
/// </summary>
internal sealed class MoveByCopy(MoveTools tools, MigrationRequest request, Spot from, Spot to)
{
    private readonly Destination _destination = new(tools, request, to);

    private string Partial => to.Beside(MoveNames.Partial);

    /// <summary>Said although the move is complete.</summary>
    public MigrationResult? Leftover { get; private set; }

    /// <returns>Null when the destination has all of it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the copy that had begun is removed.</exception>
    public MigrationResult? Move(TargetLocks locks, SafeFileHandle source, TreeScan scan)
    {
        var made = tools.Trees.MakeDirectory(to.Parent, Partial);
        var opened = made.Succeeded ? tools.Trees.OpenDirectory(to.Parent, Partial, out var partial) : NoHandle.After(made, out partial);
        using (partial)
        {
            if (!opened.Succeeded)
            {
                return Refusal.Of(request.Source, new TreeFault("", "making a copy of", opened), Path.GetDirectoryName(to.Path)!);
            }
            var named = false;
            try
            {
                // As long as this run lives no other one takes the copy for a leftover.
                if (!tools.Locks.TryLock(partial, exclusive: true).Succeeded)
                {
                    return Refusal.Busy(request.Source, $"{to.Path}{MoveNames.Partial} cannot be locked");
                }
                if (Fill(locks, source, partial, scan) is { } refusal)
                {
                    return refusal;
                }
                var cleared = _destination.Clear();
                var renamed = cleared.Succeeded ? tools.Trees.Rename(to.Parent, Partial, to.Parent, to.Name) : cleared;
                named = renamed.Succeeded;
                if (!named)
                {
                    return Refusal.Of(request.Source, $"the copy cannot be renamed to {request.Destination} ({renamed.Text}, {renamed.Name})", MigrationText.AdviceFor(renamed, request));
                }
            }
            finally
            {
                if (!named)
                {
                    new TreeRemoval(tools.Trees).Remove(to.Parent, Partial);
                }
            }
            return RemoveSource(locks, partial, scan);
        }
    }

    private MigrationResult? Fill(TargetLocks locks, SafeFileHandle source, SafeFileHandle partial, TreeScan scan)
    {
        tools.Progress?.Begin("copying", "files", scan.Files);
        var fault = new TreeCopy(tools.Trees, scan, request.ForUser, request.Cancellation) { Progress = tools.Progress }.Copy(source, partial);
        tools.Progress?.Begin("comparing", "entries");
        // A build in a profile that had none before holds no lock that was there to be taken; it shows in the tree.
        var unchanged = fault is null && TreeScan.Of(tools.Trees, source, tools.Progress, request.Cancellation) is { Fault: null } after && after.Digest == scan.Digest;
        if (fault is null && (locks.FindDisturbance(from.Path) ?? (unchanged ? null : "it was changed while it was copied")) is { } disturbance)
        {
            return Refusal.Busy(request.Source, disturbance);
        }
        fault ??= WriteNotes(partial, scan);
        return fault is null ? null : Refusal.Of(request.Source, fault, Path.GetDirectoryName(to.Path)!);
    }

    private TreeFault? WriteNotes(SafeFileHandle partial, TreeScan scan)
    {
        var marker = new MoveMarker(from.Real, scan.Root.Device, scan.Root.Inode, scan.Digest);
        var errno = SmallFile.Write(tools.Files, tools.Trees, partial, MoveNames.Marker, marker.Encode(), request.ForUser);
        errno = errno.Succeeded ? _destination.Seal(partial) : errno;
        // The source goes next: what is only in memory yet must be on the disk before.
        errno = errno.Succeeded ? tools.Trees.Sync(partial) : errno;
        return errno.Succeeded ? null : new TreeFault("", "writing a copy of", errno);
    }

    private MigrationResult? RemoveSource(TargetLocks locks, SafeFileHandle copy, TreeScan scan)
    {
        var old = from.Beside(MoveNames.Old);
        var renamed = tools.Trees.Rename(from.Parent, from.Name, from.Parent, old);
        if (!renamed.Succeeded)
        {
            Leftover = MigrationText.BothRemain(request, renamed);
            return null;
        }
        var undo = tools.Trees.Stat(from.Parent, old, out var status).Succeeded && status.IsSameFile(scan.Root)
            ? locks.FindDisturbance(from.Path + MoveNames.Old)
            : "it was replaced by another directory at that moment";
        if (undo is not null)
        {
            return Undo(old, undo);
        }
        tools.Progress?.Begin("removing the old target,", "files", scan.Files);
        if (new TreeRemoval(tools.Trees) { Progress = tools.Progress }.Remove(from.Parent, old) is { } fault)
        {
            Leftover = MigrationText.OldRemains(request, fault);
            return null;
        }
        tools.Trees.RemoveFile(copy, MoveNames.Marker);
        return null;
    }

    // Whoever has begun to wait goes on under the old name: that has to be there again, and the copy, which nobody uses yet, must not.
    // Where the name has been taken meanwhile, or somebody has begun to build in the copy, that is the complete one and stays.
    private MigrationResult? Undo(string old, string why)
    {
        using var locks = TargetLocks.TryTake(tools, to.Path, request.LockFiles, out _);
        var back = locks is null ? Errno.EAGAIN : tools.Trees.Rename(from.Parent, old, from.Parent, from.Name);
        if (!back.Succeeded)
        {
            Leftover = MigrationText.BothRemain(request, back);
            return null;
        }
        if (tools.Trees.Rename(to.Parent, to.Name, to.Parent, Partial).Succeeded)
        {
            new TreeRemoval(tools.Trees).Remove(to.Parent, Partial);
        }
        return Refusal.Busy(request.Source, why);
    }
}
