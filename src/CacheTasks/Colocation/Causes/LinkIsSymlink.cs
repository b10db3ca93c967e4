using CacheTasks.Diagnostics;

namespace CacheTasks.Colocation.Causes;

/// <summary>link(2) succeeded and left a symlink: mergerfs with <c>link-exdev</c>, old BeeGFS. Found by looking at what came out.</summary>
internal sealed class LinkIsSymlink : Cause
{
    public override Rule Rule => Rules.LinkIsSymlink;

    public override bool Explains(Failure failure, Pair pair) => failure.Operation == Operation.LinkIsSymlink;

    public override string Describe(Failure failure, Pair pair) =>
        $"{pair.Target.MountText} makes a symlink into the cache where a hard link is asked for, so the target breaks when the cache is cleaned";

    public override string Check(Failure failure, Pair pair) =>
        TryLink(pair.Cache, pair.Target).Replace("; rm", $"; ls -l {ShellText.Quote(pair.Target.Path + "/probe-link")}; rm");

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => Mounts(pair, ("targetOptions", pair.Target.Mount?.SuperOptions ?? ""));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        "Put cache and target on one branch of the union, or use the branch directly.",
        "Or let the step copy: LinkMode=\"copy\".",
        "Or mount with link-exdev=passthrough, and the tool sees that it cannot link.",
    ];
}
