using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// In a user namespace a file whose owner has no ID there shows as 65534, and no capability of the namespace counts for it (user_namespaces(7)): a link is
/// refused as for any foreign file (EPERM, fs.protected_hardlinks), an ID that does not fit as EOVERFLOW.
/// </summary>
internal sealed class UnmappedOwner : Cause
{
    public override Rule Rule => Rules.UnmappedOwner;

    public override bool Explains(Failure failure, Pair pair) => failure.Errno == Errno.EOVERFLOW || IsUnmapped(failure, pair);

    public static bool IsUnmapped(Failure failure, Pair pair) =>
        failure.Operation is Operation.SampleLink or Operation.ReadSample && (failure.Errno == Errno.EPERM || failure.Errno == Errno.EACCES)
        && failure.File?.Status.Owner == HostFacts.OverflowUser && !pair.Host.MapsAllUsers;

    public override string Describe(Failure failure, Pair pair) => failure.File is { } file
        ? $"the owner of the cache's file {file.Path} has no ID in this user namespace (it shows as {file.Status.Owner}), so user {pair.User} may not link it"
        : $"an owner has no ID in this user namespace or on this mount ({failure.Errno.Name})";

    public override string Check(Failure failure, Pair pair) => $"cat /proc/self/uid_map; stat -c '%u %a' {(failure.File is null ? pair.PlaceOf(failure).Quoted : QuotedFile(failure))}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => OwnFile(failure, pair);

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) =>
    [
        "Give the build a cache of its own: set CacheDirectory to a folder that it can write.",
        "Or start the container with the owner mapped (podman: --userns=keep-id; docker: without userns-remap for this volume).",
    ];
}
