using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>EROFS: the mount or the whole filesystem is read-only (mount(8)); also for root.</summary>
internal sealed class ReadOnlyMount : Cause
{
    public override Rule Rule => Rules.ReadOnly;

    public override bool Explains(Failure failure, Pair pair) => failure.Errno == Errno.EROFS;

    public override string Describe(Failure failure, Pair pair)
    {
        var place = pair.PlaceOf(failure);
        return place.Mount is { IsReadOnly: false }
            ? $"{place.Path} cannot be written though its mount is not read-only ({place.MountText}): {Hidden(place)}"
            : $"{place.Path} is on a read-only {(IsWholeFilesystem(place) ? "filesystem" : "mount")} ({place.MountText})";
    }

    public override string Check(Failure failure, Pair pair) => pair.PlaceOf(failure) is { Mount.IsReadOnly: false } hidden
        ? $"touch {ShellText.Quote(hidden.Existing + "/probe")}; rm -f {ShellText.Quote(hidden.Existing + "/probe")}"
        : $"findmnt -no TARGET,FSTYPE,OPTIONS -T {pair.PlaceOf(failure).Quoted}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair)
    {
        var place = pair.PlaceOf(failure);
        return new Dictionary<string, string>
        {
            ["directory"] = place.Path,
            ["mount"] = place.MountText,
            ["mountOptions"] = place.Mount?.Options ?? "",
            ["filesystemOptions"] = place.Mount?.SuperOptions ?? "",
        };
    }

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair)
    {
        var isTarget = pair.PlaceOf(failure) == pair.Target;
        return isTarget ? ["Set TargetDirectory to a folder that can be written.", Writable(pair.Target)]
            : pair.WayOut is { MovesTarget: false } way ? [OtherMount.ThroughOneMount(way), "Or give" + OwnCache, Writable(pair.PlaceOf(failure))]
            : ["Give" + OwnCache, Writable(pair.PlaceOf(failure))];
    }

    private const string OwnCache = " the step a cache of its own that it can write: set CacheDirectory to a folder on the target's filesystem.";

    private static string Writable(Place place) =>
        place.Mount is { IsReadOnly: false } && place.IsOn("btrfs") ? $"Or make the subvolume writable: `btrfs property set -ts SUBVOLUME ro false` (`btrfs subvolume show` names it)."
        : place.Mount is { IsReadOnly: false } ? $"Or have {(place.IsNetwork ? "the server export it" : "what lies below mounted")} writable."
        : ImageTypes.Contains(place.FilesystemName) ? "Or unpack the image to a filesystem that can be written."
        : $"Or mount it writable: `mount -o remount,rw {ShellText.Quote(place.Mount?.MountPoint ?? place.Existing)}`.";

    private static readonly string[] ImageTypes = ["squashfs", "erofs", "iso9660", "cramfs", "romfs"];

    // What the mount table does not show.
    private static string Hidden(Place place) => place.IsOn("btrfs") ? "it lies in a read-only subvolume or snapshot"
        : place.IsNetwork ? $"the server exports it read-only ({place.Mount?.Source})"
        : "the filesystem below it is read-only";

    private static bool IsWholeFilesystem(Place place) => place.Mount?.SuperOptions.Split(',').Contains("ro") ?? false;
}
