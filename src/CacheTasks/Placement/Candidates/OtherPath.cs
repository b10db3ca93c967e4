namespace CacheTasks.Placement.Candidates;

/// <summary>
/// The same directory through the target's own mount, where two bind mounts of one filesystem stand between them (link(2), EXDEV). A way
/// that needs the target's path said anew is none: only its user can do that.
/// </summary>
internal sealed class OtherPath : Candidate
{
    public const string Kind = "otherPath";

    public override IEnumerable<Proposal> Propose(Situation situation) =>
        situation.Own?.Pair?.WayOut is { MovesTarget: false } way ? [For(way.Cache)] : [];

    public static Proposal For(string path) => new(Kind, "the same directory by another path", path) { IsSameCache = true };
}
