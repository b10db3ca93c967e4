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

    public override string Check(Failure failure, Pair pair) => $"df -h {pair.PlaceOf(failure).Quoted}; df -i {pair.PlaceOf(failure).Quoted}; quota -s";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => new Dictionary<string, string>
    {
        ["directory"] = pair.PlaceOf(failure).Existing,
        ["mount"] = pair.PlaceOf(failure).MountText,
        ["errno"] = failure.Errno.Name,
    };

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair)
    {
        var point = pair.PlaceOf(failure).Mount?.MountPoint ?? pair.PlaceOf(failure).Existing;
        return failure.Errno == Errno.EDQUOT
            ? [$"Free some of what you own there, or have the quota raised (quota -s -f {point})."]
            : [$"Free space there (df -h {point}; df -i {point}), or set {(failure.Operation == Operation.CreateInCache ? "CacheDirectory" : "TargetDirectory")} to a folder elsewhere."];
    }
}
