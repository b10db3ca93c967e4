using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// <c>chattr +i</c> or <c>+a</c> on a directory (FS_IOC_SETFLAGS(2const)): immutable: no name can be made in it (EPERM, also for root);
/// append-only: names can be made but neither renamed nor removed, which uv does not mind and a probe must know before it makes one.
/// </summary>
internal sealed class FlaggedDirectory : Cause
{
    public override Rule Rule => Rules.FlaggedDirectory;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EPERM && failure.Operation is Operation.CreateInCache or Operation.CreateInTarget or Operation.RemoveFromTarget && Flags(failure, pair) != 0;

    public override string Describe(Failure failure, Pair pair) => $"{pair.PlaceOf(failure).Existing} is {Name(failure, pair)} (chattr)";

    public override string Check(Failure failure, Pair pair) => $"lsattr -d {pair.PlaceOf(failure).Quoted}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => new Dictionary<string, string>
    {
        ["directory"] = pair.PlaceOf(failure).Existing,
        ["flag"] = Name(failure, pair),
        ["errno"] = failure.Errno.Name,
    };

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        $"Take the flag away if nobody needs it: `chattr -{((Flags(failure, pair) & InodeAttributes.Immutable) != 0 ? "i" : "a")} {pair.PlaceOf(failure).Quoted}`.",
        $"Or set {(failure.Operation == Operation.CreateInCache ? "CacheDirectory" : "TargetDirectory")} to another folder.",
    ];

    private static InodeAttributes Flags(Failure failure, Pair pair) =>
        pair.PlaceOf(failure).Status.Attributes & (InodeAttributes.Immutable | InodeAttributes.AppendOnly);

    private static string Name(Failure failure, Pair pair) => (Flags(failure, pair) & InodeAttributes.Immutable) != 0 ? "immutable" : "append-only";
}
