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
        return $"{place.Path} is on a read-only {(IsWholeFilesystem(place) ? "filesystem" : "mount")} ({place.MountText})";
    }

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

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) => pair.PlaceOf(failure) == pair.Cache
        ?
        [
            "Give the step a cache of its own that it can write: set CacheDirectory to a folder on the target's filesystem.",
            $"Or mount it writable: mount -o remount,rw {pair.Cache.Mount?.MountPoint ?? pair.Cache.Existing}",
        ]
        :
        [
            "Set TargetDirectory to a folder that can be written.",
            $"Or mount it writable: mount -o remount,rw {pair.Target.Mount?.MountPoint ?? pair.Target.Existing}",
        ];

    private static bool IsWholeFilesystem(Place place) => place.Mount?.SuperOptions.Split(',').Contains("ro") ?? false;
}
