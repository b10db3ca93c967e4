using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Where a layer and the cache can lie to each other.</summary>
internal static class Layouts
{
    /// <param name="name">One of those below.</param>
    /// <param name="wheels">How many the project needs.</param>
    public static HotCache Make(Lab lab, string name, string uvVersion, int wheels = 3) => name switch
    {
        "one ext4" => Beside(lab, uvVersion, lab.Image("disk", "ext4", "-q"), wheels),
        "one tmpfs" => Beside(lab, uvVersion, lab.Tmpfs("disk", "size=64m"), wheels),
        "one btrfs" => Beside(lab, uvVersion, lab.Image("disk", "btrfs", "-q"), wheels),
        "one xfs" => Beside(lab, uvVersion, lab.Image("disk", "xfs", "-q", "-m", "reflink=1"), wheels),
        "read-only bind of one ext4" => Sealed(lab, Beside(lab, uvVersion, lab.Image("disk", "ext4", "-q"), wheels)),
        "read-only bind of one btrfs" => Sealed(lab, Beside(lab, uvVersion, lab.Image("disk", "btrfs", "-q"), wheels)),
        "ext4 to tmpfs" => new HotCache(lab, uvVersion, lab.Image("far", "ext4", "-q"), lab.Tmpfs("near", "size=64m"), wheels),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static HotCache Beside(Lab lab, string uvVersion, string disk, int wheels) =>
        new(lab, uvVersion, Directory.CreateDirectory(Path.Combine(disk, "hot")).FullName, Directory.CreateDirectory(Path.Combine(disk, "near")).FullName, wheels);

    private static HotCache Sealed(Lab lab, HotCache hot)
    {
        hot.Layer = lab.Bind(hot.Layer, "sealed");
        Lab.System("mount", "-o", "remount,bind,ro", hot.Layer);
        return hot;
    }
}
