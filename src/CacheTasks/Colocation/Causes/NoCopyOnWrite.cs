using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>btrfs clones only between files that are both copied on write or both not (<c>chattr +C</c>): EINVAL (ioctl_ficlonerange(2), btrfs(5)).</summary>
internal sealed class NoCopyOnWrite : Cause
{
    public override Rule Rule => Rules.NoCopyOnWrite;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EINVAL && failure.Operation is Operation.Clone or Operation.ReadSample && pair.Cache.IsOn("btrfs") && pair.Target.IsOn("btrfs");

    public override string Describe(Failure failure, Pair pair) =>
        $"btrfs clones only where both sides are copied on write or neither is: {pair.Cache.Existing} {Flag(pair.Cache)}, {pair.Target.Existing} {Flag(pair.Target)}";

    public override string Check(Failure failure, Pair pair) => $"lsattr -d {pair.Cache.Named} {pair.Target.Named}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) =>
        Mounts(pair, ("cacheNoCopyOnWrite", pair.Cache.Details.NoCopyOnWrite ? "yes" : "no"), ("targetNoCopyOnWrite", pair.Target.Details.NoCopyOnWrite ? "yes" : "no"));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        .. pair.Hardlinks ? ["Hard links work here: LinkMode=\"hardlink\"."] : Array.Empty<string>(),
        $"Or make both alike: the flag counts for files made after it is set or taken away (`chattr {(pair.Target.Details.NoCopyOnWrite ? "-C" : "+C")} {pair.Target.Quoted}`).",
    ];

    private static string Flag(Place place) => place.Details.NoCopyOnWrite ? "is not (chattr +C)" : "is";
}
