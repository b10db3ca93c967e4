namespace CacheTasks.TestSupport;

/// <content>Filesystems on, in and behind one another.</content>
public static partial class Fixtures
{
    /// <summary>The image is a subvolume, bound elsewhere; what a container writes goes to the same disk.</summary>
    public static Fixture OverlayOverBoundSubvolume { get; } = new(nameof(OverlayOverBoundSubvolume), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        LowerLayer(lab, lab.Bind(Subvolume(disk, "image"), "image"), disk);
    });

    /// <summary>The cache is what lies behind the overlay, in its upper layer; the project is seen through the overlay.</summary>
    public static Fixture OverlayAndItsUpper { get; } = new(nameof(OverlayAndItsUpper), lab =>
    {
        var disk = Ext4(lab, "disk");
        var merged = MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk);
        Apart(lab, lab.Bind(Path.Combine(disk, "merged-upper"), "behind"), merged);
    });

    public static Fixture TmpfsInOverlay { get; } = new(nameof(TmpfsInOverlay), lab =>
    {
        var disk = Ext4(lab, "disk");
        var merged = MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk);
        Apart(lab, lab.Tmpfs("merged/tmp", "size=64m"), merged);
    });

    /// <summary>A subvolume inside another, each mounted by itself.</summary>
    public static Fixture NestedSubvolumesMounted { get; } = new(nameof(NestedSubvolumesMounted), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        Subvolume(Subvolume(disk, "outer"), "inner");
        Apart(lab, MountSubvolume(lab, disk, "outer"), MountSubvolume(lab, disk, "outer/inner"));
    });

    /// <summary>One mount for both sides, and a project tree in it.</summary>
    public static Fixture BoundXfsWithProjectTree { get; } = new(nameof(BoundXfsWithProjectTree), lab =>
    {
        var disk = ReflinkXfs(lab, "disk");
        Projects(lab, lab.Bind(lab.MakeFolder("disk", "home"), "home"), cache: 0, target: 200);
    });

    /// <summary>Two boundaries at once.</summary>
    public static Fixture PlainXfsBoundProjectTree { get; } = new(nameof(PlainXfsBoundProjectTree), lab =>
    {
        var disk = PlainXfs(lab, "disk");
        var tree = lab.Bind(lab.MakeFolder("disk", "tree"), "tree");
        SetProject(tree, 200);
        Apart(lab, disk, tree);
    });

    /// <summary>As in a container: the root is an overlay, project and cache are two volumes of one disk.</summary>
    public static Fixture ContainerVolumes { get; } = new(nameof(ContainerVolumes), lab =>
    {
        var disk = Ext4(lab, "disk");
        MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk);
        Apart(
            lab,
            lab.Bind(lab.MakeFolder("disk", "volumes", "cache"), "merged/root/.cache"),
            lab.Bind(lab.MakeFolder("disk", "volumes", "work"), "merged/workspace"));
    });

    /// <summary>One mount for both sides, and an encrypted folder in it.</summary>
    public static Fixture BoundEncryptedTarget { get; } = new(nameof(BoundEncryptedTarget), lab =>
    {
        Ext4(lab, "disk", "-O", "encrypt");
        Together(lab, lab.Bind(lab.MakeFolder("disk", "home"), "home"));
        Lab.System(lab.Compile("fscrypt.c"), "encrypt", lab.TargetParent, "1");
    });

    /// <summary>The branches are two views of one disk.</summary>
    public static Fixture MergerfsOverBinds { get; } = new(nameof(MergerfsOverBinds), lab =>
    {
        Ext4(lab, "disk");
        var (one, two) = (lab.Bind(lab.MakeFolder("disk", "a"), "one"), lab.Bind(lab.MakeFolder("disk", "b"), "two"));
        Directory.CreateDirectory(Path.Combine(one, "cache"));
        Directory.CreateDirectory(Path.Combine(two, "src"));
        Together(lab, MountMergerfs(lab, "category.create=epmfs", one, two));
    });

    /// <summary>A disk image in a file of an overlay: what is below does not matter.</summary>
    public static Fixture ImageOnOverlay { get; } = new(nameof(ImageOnOverlay), lab =>
    {
        var disk = Ext4(lab, "disk");
        MountOverlay(lab, "merged", lab.MakeFolder("disk", "lower"), disk);
        Together(lab, lab.Image("merged/image", "ext4", "-q", "-F"));
    });

    /// <summary>The cache lies in the lower layer of the lower overlay.</summary>
    public static Fixture OverlayOnOverlay { get; } = new(nameof(OverlayOnOverlay), lab =>
    {
        var (disk, top) = (Ext4(lab, "disk"), Ext4(lab, "top"));
        LowerLayer(lab, MountOverlay(lab, "below", lab.MakeFolder("disk", "image"), disk), top);
    });

    /// <summary>The image is a squashfs, as a live system's or a packed container's.</summary>
    public static Fixture OverlayOverSquashfs { get; } = new(nameof(OverlayOverSquashfs), lab =>
    {
        var disk = Ext4(lab, "disk");
        var (image, content, point) = (lab.MakeFolder("image"), lab.MakeFolder("disk", "content"), lab.MakeFolder("merged"));
        Together(lab, Staged(lab, content, point, () =>
        {
            MountSealed(lab, "squashfs", image, file => ["mksquashfs", content, file, "-quiet", "-no-progress"]);
            MountOverlay(lab, "merged", image, disk);
        }));
        lab.BetweenRuns(
            release: () => { },
            restore: () => Emptied(point, Path.Combine(disk, "merged-upper"), () => Lab.System("mount", OverlayOf("merged", image, disk, point))));
    });

    public static Fixture BindOfBind { get; } = new(nameof(BindOfBind), lab =>
    {
        var disk = Ext4(lab, "disk");
        var inner = lab.Bind(lab.MakeFolder("disk", "a"), "first");
        Together(lab, lab.Bind(Directory.CreateDirectory(Path.Combine(inner, "b")).FullName, "second"));
    });

    /// <summary>Encryption on a union on two disks.</summary>
    public static Fixture GocryptfsOnMergerfs { get; } = new(nameof(GocryptfsOnMergerfs), lab =>
    {
        var union = MountMergerfs(lab, "category.create=epmfs", Ext4(lab, "one"), Ext4(lab, "two"));
        Together(lab, MountGocryptfs(lab, Directory.CreateDirectory(Path.Combine(union, "folder")).FullName, "plain"));
    });

    private static string MountSubvolume(Lab lab, string disk, string subvolume)
    {
        var device = new Command("findmnt", "--noheadings", "--output", "SOURCE", "--mountpoint", disk).Run().OrFail().StandardOutput.Split('[')[0].Trim();
        var point = lab.MakeFolder(Path.GetFileName(subvolume));
        lab.Mount(point, "-t", "btrfs", "-o", "subvol=" + subvolume, device, point);
        return point;
    }
}
