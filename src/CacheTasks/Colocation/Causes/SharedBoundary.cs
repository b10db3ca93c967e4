using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>
/// EXDEV on a shared filesystem. Either the client has two mounts, of which one may have come by itself when a directory was entered; or
/// everything that the client can see is equal and the boundary is on the server: subvolume, quota tree, encryption policy, another disk
/// (measured on NFS 3 to 4.2, SMB, 9p, virtiofs). Links that work inside each side and not across tell the second.
/// </summary>
internal sealed class SharedBoundary : Cause
{
    public override Rule Rule => Rules.SharedBoundary;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EXDEV && failure.IsCrossing && pair.Cache.IsNetwork && pair.Target.IsNetwork && (pair.SameMount ? !pair.Links.WorkNowhere : IsOneServer(pair));

    public override string Describe(Failure failure, Pair pair)
    {
        if (pair.SameMount)
        {
            var boundary = pair.Links.TargetBoundary ?? pair.Links.CacheBoundary;
            return $"{pair.Cache.Path} and {pair.Target.Path} are on one {pair.Target.FilesystemName} mount ({pair.Target.MountText}) where the client sees no difference, but the server has a boundary between them"
                + (boundary is null ? "" : $", at {boundary}") + $": {Kind(pair)}";
        }
        return Child(pair) is { } child
            ? $"{child.MountPoint} ({child.Source}) was mounted by itself below {Parent(pair, child)?.MountPoint ?? "another mount"} when it was entered, so {pair.Cache.Path} and {pair.Target.Path} are on two {pair.Target.FilesystemName} mounts ({At(pair.Cache)} and {At(pair.Target)})"
            : $"{pair.Cache.Path} and {pair.Target.Path} are on two {pair.Target.FilesystemName} mounts of one server ({At(pair.Cache)} from {pair.Cache.Mount?.Source} and {At(pair.Target)} from {pair.Target.Mount?.Source})";
    }

    public override string Check(Failure failure, Pair pair) => pair.SameMount
        ? TryLink(pair.Cache, pair.Target)
        : $"findmnt -no ID,TARGET,SOURCE -T {pair.Cache.Named}; findmnt -no ID,TARGET,SOURCE -T {pair.Target.Named}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair) => Mounts(
        pair,
        ("kind", pair.SameMount ? "boundary on the server" : Child(pair) is null ? "two mounts" : "automounted child"),
        ("cacheSource", pair.Cache.Mount?.Source ?? ""),
        ("targetSource", pair.Target.Mount?.Source ?? ""),
        ("linkInCache", Text(pair.Links.InCache)),
        ("linkInTarget", Text(pair.Links.InTarget)),
        ("linkBack", Text(pair.Links.Back)),
        ("targetBoundary", pair.Links.TargetBoundary ?? ""),
        ("cacheBoundary", pair.Links.CacheBoundary ?? ""));

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair)
    {
        var remedies = new List<string>();
        if (pair.WayOut is { } way)
        {
            remedies.Add(OtherMount.ThroughOneMount(way));
        }
        if (pair.SameMount)
        {
            remedies.Add(pair.Links.TargetBoundary is { } target
                ? $"Put the cache below the boundary: set CacheDirectory to a folder below {target}."
                : pair.Links.CacheBoundary is { } cache
                    ? $"Take the cache out of {cache}: set CacheDirectory to a folder beside it."
                    : $"Put the cache beside the target: set CacheDirectory to a folder in {Path.GetDirectoryName(pair.Target.Path) ?? pair.Target.Path}.");
        }
        else
        {
            remedies.Add($"Reach both through one mount: set CacheDirectory to a folder below {BelowTarget(pair)}.");
        }
        if (pair.Clones)
        {
            remedies.Insert(0, "The server can clone: set LinkMode=\"clone\".");
        }
        else if (pair.Target.FilesystemName.StartsWith("nfs", StringComparison.Ordinal))
        {
            remedies.Add("Or let the server clone: NFS 4.2 (mount option vers=4.2) of xfs or btrfs.");
        }
        remedies.Add(CopiesWanted);
        return remedies;
    }

    // What fails in one direction only depends on the target's side alone (link(2) into a project's or a policy's tree).
    private static string Kind(Pair pair) => pair.Links.Back switch
    {
        { Succeeded: true } => "a quota tree (project) or an encrypted tree on the target's side, since a link the other way works",
        _ when pair.Cache.IsOn("9p") && pair.Cache.Details.FilesystemType != pair.Target.Details.FilesystemType =>
            $"two filesystems of the host (0x{pair.Cache.Details.FilesystemType:x} and 0x{pair.Target.Details.FilesystemType:x})",
        _ => "two subvolumes, project trees, disks or mounts of the server",
    };

    // The same export mounted with other options has another device; its source tells that it is the same.
    private static bool IsOneServer(Pair pair) =>
        pair.SameFilesystem || Child(pair) is not null || (Server(pair.Cache) is { Length: > 0 } server && server == Server(pair.Target));

    private static string Server(Place place)
    {
        var source = place.Mount?.Source ?? "";
        var address = (place.Mount?.SuperOptions ?? "").Split(',').FirstOrDefault(option => option.StartsWith("addr=", StringComparison.Ordinal));
        var end = source.StartsWith("//", StringComparison.Ordinal) ? source.IndexOf('/', 2) : source.LastIndexOf(":/", StringComparison.Ordinal);
        return address ?? (end > 0 ? source.Substring(0, end) : "");
    }

    private static MountInfo? Child(Pair pair) =>
        pair.Cache.Mount is not { } cache || pair.Target.Mount is not { } target ? null
        : cache.Parent == target.Id ? cache
        : target.Parent == cache.Id ? target
        : null;

    private static MountInfo? Parent(Pair pair, MountInfo child) => child == pair.Cache.Mount ? pair.Target.Mount : pair.Cache.Mount;

    private static string At(Place place) => $"{place.Status.MountId} at {place.Mount?.MountPoint ?? place.Existing}";

    private static string Text(Errno? errno) => errno is not { } tried ? "not tried" : tried.Succeeded ? "works" : tried.Name;
}
