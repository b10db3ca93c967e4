using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;
using CacheTasks.Placement.Lasting;
using CacheTasks.Platform;

namespace CacheTasks.Placement.Choosing;

/// <summary>A proposal with all that was found of it.</summary>
internal sealed record JudgedCandidate(Proposal Proposal)
{
    /// <summary>What exists of it; null where not even that could be looked at.</summary>
    public Place? Place { get; init; }

    /// <summary>What links did; null: not tried.</summary>
    public Judgement? Judgement { get; init; }

    /// <summary>What the tool will do with it; null where it was not tried or the tool's version is not known.</summary>
    public LinkPlan? Plan { get; init; }

    public Lifetime Life { get; init; } = Lifetime.Lasting;

    /// <summary>What there is too little of, such as <c>12 MiB left</c>; null where there is enough, or nothing is told.</summary>
    public string? Shortage { get; init; }

    /// <summary>Why it is not taken; null where it can be.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Of the own cache: links work, whatever else stands against it.</summary>
    public bool IsLinkable { get; init; }

    public bool CanBeTaken => Obstacle is null;

    public bool WasTried => Judgement?.Verdict is not null;

    public bool IsOwn => Proposal.Kind == OwnCache.Kind;

    public bool IsNetwork => Place is { IsNetwork: true };

    /// <summary>The directory is there.</summary>
    public bool Exists => Place is { Exists: true };

    /// <summary>Of the directory, or of the nearest one above that exists.</summary>
    public FileStatus Status => Place?.Status ?? default;
}
