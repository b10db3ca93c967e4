using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Lasting;
using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Choosing;

/// <summary>Judges a proposal by looking alone: nothing is made or written, so that also a folder of others may be looked at.</summary>
internal sealed class Observation(PlacementSystem system, Place target, Containment containment, string? sourceTree)
{
    private readonly DirectoryTrust _trust = new(system.Files, system.Users);

    /// <summary>What a cache of some dozen packages needs; who has less would soon have to move it again.</summary>
    public MinimumRoom Minimum { get; init; } = new(256UL << 20);

    public JudgedCandidate Observe(Proposal proposal)
    {
        if (system.Watchdog.FindSilent(proposal.Path) is { } silent)
        {
            return new JudgedCandidate(proposal) { Obstacle = $"lies on a mount that gives no answer ({silent.Mount})" };
        }
        var place = PlaceFinder.Find(system.Files, system.Mounts, proposal.Path, out var problem, target);
        if (place is null)
        {
            return new JudgedCandidate(proposal) { Obstacle = $"cannot be a directory: {problem!.Path} {problem.Text}" };
        }
        var seen = new JudgedCandidate(proposal)
        {
            Place = place,
            Life = AllShortLives.Of(system.Files, place, sourceTree),
            Shortage = FindShortage(place),
        };
        return seen with { Obstacle = seen.IsOwn || proposal.IsSameCache ? null : FindObstacle(seen, place) };
    }

    private string? FindObstacle(JudgedCandidate seen, Place place) =>
        containment.FindOverlap(place) ?? FindBoundary(place) ?? FindForbidden(seen.Proposal, place) ?? (seen.Shortage is { } left ? $"has too little room: {left} left" : null);

    /// <summary>What stands between two mounts, as far as the mount table tells; the rest is tried.</summary>
    private string? FindBoundary(Place place) =>
        place.Status.MountId == target.Status.MountId ? null
        : place.FilesystemDevice != target.FilesystemDevice ? $"is on another filesystem ({Text(place)}) than the target ({Text(target)})"
        : FilesystemTypes.MayClone(place.FilesystemName) ? null
        : $"is on another mount ({place.Status.MountId} at {place.Mount?.MountPoint}) than the target ({target.Status.MountId} at {target.Mount?.MountPoint}), which link(2) does not cross";

    private string? FindForbidden(Proposal proposal, Place place)
    {
        var writable = system.Files.CheckWritable(place.Existing);
        if (!writable.Succeeded)
        {
            return $"cannot be made: this user may not write to {place.Existing} ({writable.Name}, owner {Person.Describe(system.Users, place.Status.Owner)}, mode {place.Status.Permissions})";
        }
        return proposal.IsNamed ? null : TrustedWay.FindFault(
            system.Files, place.Existing, PathText.RealPath(system.Files, place with { Path = place.Existing }), (at, status) => _trust.FindReason(at, status)) is { } fault ? "is not safe there: " + fault : null;
    }

    private string? FindShortage(Place place)
    {
        if (!system.Files.OpenDirectory(place.Existing, out var handle).Succeeded)
        {
            return null;
        }
        using (handle)
        {
            return system.Rooms.Left(handle, system.Users.Effective, place.Status.Group) is { } room ? Minimum.FindShortage(room) : null;
        }
    }

    private static string Text(Place place) => $"{place.FilesystemName} {place.FilesystemDevice} at {place.Mount?.MountPoint ?? place.Existing}";
}
