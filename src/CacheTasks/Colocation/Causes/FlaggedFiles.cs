using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary><c>chattr +i</c> or <c>+a</c> on a file: no new name can be given to it, also not by root (link(2), EPERM).</summary>
internal sealed class FlaggedFiles : Cause
{
    public override Rule Rule => Rules.FlaggedFiles;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Operation is Operation.SampleLink or Operation.ReadSample && Flag(failure).Length > 0
        && (failure.Errno == Errno.EPERM || failure.Errno == Errno.EOPNOTSUPP);

    public override string Describe(Failure failure, Pair pair) => $"the cache's file {failure.File!.Path} is {Flag(failure)} (chattr), so it cannot be linked ({failure.Errno.Name})";

    public override string Check(Failure failure, Pair pair) => $"lsattr {QuotedFile(failure)}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair)
    {
        var evidence = OwnFile(failure, pair);
        evidence["flag"] = Flag(failure);
        return evidence;
    }

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        $"Take the flag away: `chattr -R -{(Flag(failure) == "immutable" ? "i" : "a")} {pair.Root.Quoted}`.",
        "Or let the step copy: LinkMode=\"copy\".",
    ];

    private static string Flag(Failure failure) => failure.File?.Status.Attributes switch
    {
        { } attributes when (attributes & InodeAttributes.Immutable) != 0 => "immutable",
        { } attributes when (attributes & InodeAttributes.AppendOnly) != 0 => "append-only",
        _ => "",
    };
}
