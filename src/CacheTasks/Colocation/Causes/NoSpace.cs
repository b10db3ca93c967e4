using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>ENOSPC: no blocks or no inodes; EDQUOT: the user's, group's or project's quota is used up (open(2), write(2)).</summary>
internal sealed class NoSpace : Cause
{
    public override Rule Rule => Rules.NoSpace;

    public override bool Explains(Failure failure, Pair pair) => failure.Errno == Errno.ENOSPC || failure.Errno == Errno.EDQUOT;

    public override string Describe(Failure failure, Pair pair)
    {
        var place = pair.PlaceOf(failure);
        return $"{failure.Text} failed with {failure.Errno.Name}: {(failure.Errno == Errno.EDQUOT ? "the quota" : "the space or the inodes")} of {place.MountText} {(failure.Errno == Errno.EDQUOT ? "is" : "are")} used up";
    }

    public override string Check(Failure failure, Pair pair) => failure.Errno == Errno.EDQUOT
        ? pair.PlaceOf(failure).IsOn("btrfs") ? $"btrfs qgroup show -re {pair.PlaceOf(failure).Quoted}" : "quota -s"
        : $"df -h {pair.PlaceOf(failure).Quoted}; df -i {pair.PlaceOf(failure).Quoted}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => new Dictionary<string, string>
    {
        ["directory"] = pair.PlaceOf(failure).Existing,
        ["mount"] = pair.PlaceOf(failure).MountText,
        ["errno"] = failure.Errno.Name,
    };

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair)
    {
        var metadata = failure.Operation == Operation.CreateInCache ? "CacheDirectory" : "TargetDirectory";
        return failure.Errno == Errno.EDQUOT
            ? ["Free some of what counts for the quota there, or have it raised.", $"Or set {metadata} to a folder elsewhere."]
            : ["Free space there.", $"Or set {metadata} to a folder elsewhere."];
    }
}
