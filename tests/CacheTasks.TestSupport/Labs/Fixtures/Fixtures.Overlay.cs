namespace CacheTasks.TestSupport;

/// <content>overlay, as containers have it.</content>
public static partial class Fixtures
{
    /// <summary>Cache and project were made in the overlay.</summary>
    public static Fixture Overlay { get; } = new(nameof(Overlay), lab =>
    {
        var disk = Ext4(lab, "disk");
        Together(lab, MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk));
    });

    /// <summary>The cache came with the image: its files lie in the lower layer only, and a link copies each of them up.</summary>
    public static Fixture OverlayLowerCache { get; } = new(nameof(OverlayLowerCache), lab => LowerLayer(lab, Ext4(lab, "disk"), Ext4(lab, "top")));

    /// <summary>The same layers on one filesystem that clones.</summary>
    public static Fixture OverlayLowerCacheOnBtrfs { get; } = new(nameof(OverlayLowerCacheOnBtrfs), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        LowerLayer(lab, disk, disk);
    });

    public static Fixture OverlayLowerCacheOnXfs { get; } = new(nameof(OverlayLowerCacheOnXfs), lab =>
    {
        var disk = ReflinkXfs(lab, "disk");
        LowerLayer(lab, disk, disk);
    });

    /// <summary>What is copied up takes memory.</summary>
    public static Fixture OverlayUpperOnTmpfs { get; } = new(nameof(OverlayUpperOnTmpfs), lab =>
        LowerLayer(lab, Ext4(lab, "disk"), lab.Tmpfs("memory", "size=64m")));

    public static Fixture OverlayOnBtrfs { get; } = new(nameof(OverlayOnBtrfs), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        Together(lab, MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk));
    });

    public static Fixture OverlayOnXfs { get; } = new(nameof(OverlayOnXfs), lab =>
    {
        var disk = ReflinkXfs(lab, "disk");
        Together(lab, MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk));
    });

    /// <summary>The project came with the image, the cache was made in the container.</summary>
    public static Fixture OverlayLowerTarget { get; } = new(nameof(OverlayLowerTarget), lab =>
    {
        var (disk, top) = (Ext4(lab, "disk"), Ext4(lab, "top"));
        Directory.CreateDirectory(Path.Combine(disk, "src", "app"));
        Together(lab, MountOverlay(lab, "merged", disk, top));
    });

    /// <summary>No upper layer at all.</summary>
    public static Fixture ReadOnlyOverlay { get; } = new(nameof(ReadOnlyOverlay), lab =>
    {
        var disk = Ext4(lab, "disk");
        var merged = lab.MakeFolder("merged");
        var lower = Staged(lab, disk, merged, () => lab.Mount(merged, "-t", "overlay", "-o", $"lowerdir={disk}:{lab.MakeFolder("second")}", "overlay", merged));
        Apart(lab, lower, Ext4(lab, "two"));
    });

    /// <summary>The cache is a volume in the container, the project is the container's own.</summary>
    public static Fixture OverlayVolumeCache { get; } = new(nameof(OverlayVolumeCache), lab =>
    {
        var disk = Ext4(lab, "disk");
        var merged = MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk);
        var volume = lab.Bind(lab.MakeFolder("disk", "volume"), "merged/volume");
        Apart(lab, volume, merged);
    });

    /// <summary>Both on one volume in the container.</summary>
    public static Fixture OverlayOneVolume { get; } = new(nameof(OverlayOneVolume), lab =>
    {
        var disk = Ext4(lab, "disk");
        MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk);
        Together(lab, lab.Bind(lab.MakeFolder("disk", "volume"), "merged/volume"));
    });

    private static string MountOverlay(Lab lab, string name, string lower, string upperDisk)
    {
        var point = lab.MakeFolder(name);
        lab.Mount(point, OverlayOf(name, lower, upperDisk, point));
        // Until it is forgotten, the name of a file that was copied up shows the inode below where that cannot be kept.
        return lab.Behind(point, Path.Combine(upperDisk, name + "-upper"), lower);
    }

    private static string[] OverlayOf(string name, string lower, string upperDisk, string point)
    {
        var (upper, work) = (Directory.CreateDirectory(Path.Combine(upperDisk, name + "-upper")).FullName, Directory.CreateDirectory(Path.Combine(upperDisk, name + "-work")).FullName);
        return ["-t", "overlay", "-o", $"lowerdir={lower},upperdir={upper},workdir={work}", "overlay", point];
    }

    // A run that copied files up would leave the next one a cache in the upper layer.
    private static void Emptied(string point, string upper, Action mount)
    {
        Lab.System("umount", point);
        foreach (var folder in new[] { upper, upper[..^"upper".Length] + "work" })
            Directory.Delete(folder, recursive: true);
        mount();
    }

    // The cache's files know where they lie, so they are made at the place where the overlay will be.
    private static string Staged(Lab lab, string lower, string point, Action mount)
    {
        Lab.System("mount", "--bind", lower, point);
        var staged = true;
        lab.Undoing("staging " + point, () =>
        {
            if (staged)
                Lab.System("umount", point);
        });
        lab.WhenSealed(() =>
        {
            Lab.System("umount", point);
            staged = false;
            mount();
        });
        return point;
    }

    private static void LowerLayer(Lab lab, string disk, string upperDisk)
    {
        var lower = Directory.CreateDirectory(Path.Combine(disk, "lower")).FullName;
        var point = lab.MakeFolder("merged");
        Together(lab, Staged(lab, lower, point, () => MountOverlay(lab, "merged", lower, upperDisk)));
        lab.BetweenRuns(
            release: () => { },
            restore: () => Emptied(point, Path.Combine(upperDisk, "merged-upper"), () => Lab.System("mount", OverlayOf("merged", lower, upperDisk, point))));
    }
}
