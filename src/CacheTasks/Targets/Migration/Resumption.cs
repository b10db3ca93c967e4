using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Targets.Migration;

/// <summary>
/// Finishes or undoes what a killed migration has left. A copy without its name is removed: its source is complete. The source of a
/// copy that has its name is removed when it is the very tree that was copied and nothing in it has changed since; else both stay.
/// </summary>
internal sealed class Resumption(MoveTools tools, MigrationRequest request, Spot to)
{
    /// <summary>What was finished, a sentence each.</summary>
    public List<string> Done { get; } = [];

    /// <returns>Null when nothing is left that the user has to decide.</returns>
    public MigrationResult? Finish()
    {
        RemovePartial();
        var opened = tools.Trees.OpenDirectory(to.Parent, to.Name, out var directory);
        using (directory)
        {
            return opened.Succeeded && SmallFile.Read(tools.Trees, directory, MoveNames.Marker) is { } text && MoveMarker.Parse(text) is { } marker
                ? Finish(directory, marker)
                : null;
        }
    }

    private void RemovePartial()
    {
        var name = to.Beside(MoveNames.Partial);
        var opened = tools.Trees.OpenDirectory(to.Parent, name, out var partial);
        using (partial)
        {
            // Locked: its migration still runs. Somebody else's: not ours to touch.
            if (!opened.Succeeded || !tools.Trees.Stat(partial, out var status).Succeeded || !IsOurs(status) || !tools.Locks.TryLock(partial, exclusive: true).Succeeded)
            {
                return;
            }
            Done.Add(request.DryRun
                ? $"{to.Path}{MoveNames.Partial}, an incomplete copy of an earlier run, would be removed"
                : $"{to.Path}{MoveNames.Partial}, an incomplete copy of an earlier run, {(new TreeRemoval(tools.Trees).Remove(to.Parent, name) is { } fault ? $"cannot be removed: {fault}" : "is removed")}");
        }
    }

    private MigrationResult? Finish(SafeFileHandle directory, MoveMarker marker)
    {
        using var from = Spot.Open(tools.Files, marker.Source, out _);
        // The marker lies where builds write: of another target than this one it says nothing that is believed.
        using var asked = Spot.Open(tools.Files, request.Source, out _);
        if (from is null || asked is null || asked.Real != from.Real)
        {
            return null;
        }
        if (Is(from, from.Beside(MoveNames.Old), marker))
        {
            return RemoveOld(directory, from);
        }
        if (!Is(from, from.Name, marker))
        {
            // Gone, or another one has been made since: what was copied is not there any more.
            tools.Trees.RemoveFile(directory, MoveNames.Marker);
            return null;
        }
        return FinishSource(directory, from, marker);
    }

    private MigrationResult? FinishSource(SafeFileHandle directory, Spot from, MoveMarker marker)
    {
        using var locks = TargetLocks.TryTake(tools, from.Path, request.LockFiles, out var disturbance);
        if (locks is null)
        {
            return Refusal.Busy(request.Source, $"it was copied to {request.Destination} already, and {disturbance}");
        }
        var opened = tools.Trees.OpenDirectory(from.Parent, from.Name, out var source);
        using (source)
        {
            var scan = opened.Succeeded ? TreeScan.Of(tools.Trees, source, request.Cancellation) : null;
            if (scan is not { Fault: null } || scan.Digest != marker.Digest || !marker.Is(scan.Root))
            {
                return MigrationText.ChangedSince(request);
            }
        }
        if (request.DryRun)
        {
            Done.Add($"{from.Path}, which was copied to {to.Path}, would be removed");
            return null;
        }
        var old = from.Beside(MoveNames.Old);
        var renamed = tools.Trees.Rename(from.Parent, from.Name, from.Parent, old);
        if (!renamed.Succeeded)
        {
            return MigrationText.BothRemain(request, renamed);
        }
        if ((Is(from, old, marker) ? locks.FindDisturbance(from.Path + MoveNames.Old) : "it was replaced by another directory at that moment") is { } undo)
        {
            tools.Trees.Rename(from.Parent, old, from.Parent, from.Name);
            return Refusal.Busy(request.Source, $"it was copied to {request.Destination} already, and {undo}");
        }
        return RemoveOld(directory, from);
    }

    private MigrationResult? RemoveOld(SafeFileHandle directory, Spot from)
    {
        if (request.DryRun)
        {
            Done.Add($"{from.Path}{MoveNames.Old}, which was copied to {to.Path}, would be removed");
            return null;
        }
        if (new TreeRemoval(tools.Trees).Remove(from.Parent, from.Beside(MoveNames.Old)) is { } fault)
        {
            return MigrationText.OldRemains(request, fault);
        }
        tools.Trees.RemoveFile(directory, MoveNames.Marker);
        Done.Add($"{from.Path} is at {to.Path}; what an earlier run had left of it is removed");
        return null;
    }

    private bool Is(Spot spot, string name, MoveMarker marker) =>
        tools.Trees.Stat(spot.Parent, name, out var status).Succeeded && marker.Is(status) && IsOurs(status);

    private bool IsOurs(in TreeStatus status) => status.Owner == tools.Files.EffectiveUser || status.Owner == request.ForUser;
}
