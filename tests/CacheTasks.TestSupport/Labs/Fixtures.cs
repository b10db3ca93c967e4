namespace CacheTasks.TestSupport;

/// <summary>Every fixture that the tables of expectations may name.</summary>
public static class Fixtures
{
    private const int Nobody = 65534;

    public static Fixture Ext4SameMount { get; } = new(nameof(Ext4SameMount), lab => Together(lab, Ext4(lab, "disk")));

    public static Fixture TwoExt4Images { get; } = new(nameof(TwoExt4Images), lab => Apart(lab, Ext4(lab, "one"), Ext4(lab, "two")));

    /// <summary>One ext4, seen whole at two mount points.</summary>
    public static Fixture BindMount { get; } = new(nameof(BindMount), lab =>
    {
        var disk = Ext4(lab, "first");
        Apart(lab, disk, lab.Bind(disk, "second"));
    });

    /// <summary>As <see cref="BindMount"/>, at a place whose name the kernel has to escape in mountinfo.</summary>
    public static Fixture OddlyNamedMount { get; } = new(nameof(OddlyNamedMount), lab =>
    {
        var disk = Ext4(lab, "first");
        Apart(lab, disk, lab.Bind(disk, "se cond\t\\040 ä"));
    });

    /// <summary>A tmpfs lies on a mount point of the target's filesystem, where the cache seems to be.</summary>
    public static Fixture OverMount { get; } = new(nameof(OverMount), lab =>
    {
        var disk = Ext4(lab, "disk");
        lab.Bind(disk, "point");
        Apart(lab, lab.Tmpfs("point", "size=64m"), disk);
    });

    /// <summary>The cache is seen through a read-only bind mount of its own; the target lies beside what is behind it.</summary>
    public static Fixture ReadOnlyBind { get; } = new(nameof(ReadOnlyBind), lab =>
    {
        var disk = Ext4(lab, "disk");
        var hot = lab.Bind(lab.MakeFolder("disk", "hot"), "hot");
        lab.WhenSealed(() => Lab.System("mount", "-o", "remount,bind,ro", hot));
        Apart(lab, hot, disk);
    });

    /// <summary>The reverse: the target is where nothing can be written.</summary>
    public static Fixture ReadOnlyTarget { get; } = new(nameof(ReadOnlyTarget), lab =>
    {
        var disk = Ext4(lab, "disk");
        var sources = lab.Bind(lab.MakeFolder("disk", "sources"), "sources");
        lab.WhenSealed(() => Lab.System("mount", "-o", "remount,bind,ro", sources));
        Apart(lab, disk, sources);
    });

    /// <summary>Root's cache, warmed by root, and somebody else who builds beside it.</summary>
    public static Fixture UnwritableCache { get; } = new(nameof(UnwritableCache), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        SealFor(lab, Nobody, owned: lab.TargetParent);
    });

    public static Fixture UnwritableTarget { get; } = new(nameof(UnwritableTarget), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        SealFor(lab, Nobody, owned: lab.Cache);
    });

    /// <summary>The cache's path leads to another filesystem than its place suggests.</summary>
    public static Fixture SymlinkedCache { get; } = new(nameof(SymlinkedCache), lab =>
    {
        var (disk, other) = (Ext4(lab, "one"), Ext4(lab, "two"));
        Together(lab, disk);
        Lab.System("ln", "-s", Directory.CreateDirectory(Path.Combine(other, "real")).FullName, lab.Cache);
    });

    public static Fixture Tmpfs { get; } = new(nameof(Tmpfs), lab => Together(lab, lab.Tmpfs("memory", "size=64m")));

    public static Fixture Ext4ToTmpfs { get; } = new(nameof(Ext4ToTmpfs), lab =>
        Apart(lab, Ext4(lab, "disk"), lab.Tmpfs("memory", "size=64m")));

    public static Fixture Ext4ToFullTmpfs { get; } = new(nameof(Ext4ToFullTmpfs), lab =>
    {
        var memory = lab.Tmpfs("memory", "size=1m");
        lab.WhenSealed(() => Fill(Path.Combine(memory, "filler")));
        Apart(lab, Ext4(lab, "disk"), memory);
    });

    public static Fixture Xfs { get; } = new(nameof(Xfs), lab => Together(lab, ReflinkXfs(lab, "disk")));

    /// <summary>One xfs, seen whole at two mount points.</summary>
    public static Fixture XfsBindMount { get; } = new(nameof(XfsBindMount), lab =>
    {
        var disk = ReflinkXfs(lab, "first");
        Apart(lab, disk, lab.Bind(disk, "second"));
    });

    public static Fixture TwoXfsImages { get; } = new(nameof(TwoXfsImages), lab =>
        Apart(lab, ReflinkXfs(lab, "one"), ReflinkXfs(lab, "two")));

    public static Fixture Btrfs { get; } = new(nameof(Btrfs), lab => Together(lab, NewBtrfs(lab, "disk")));

    public static Fixture BtrfsSubvolumes { get; } = new(nameof(BtrfsSubvolumes), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        foreach (var subvolume in new[] { "one", "two" })
            Lab.System("btrfs", "subvolume", "create", Path.Combine(disk, subvolume));
        Apart(lab, Path.Combine(disk, "one"), Path.Combine(disk, "two"));
    });

    public static IReadOnlyList<Fixture> All { get; } =
    [
        Ext4SameMount, TwoExt4Images, BindMount, OddlyNamedMount, OverMount, SymlinkedCache, ReadOnlyBind, ReadOnlyTarget, UnwritableCache, UnwritableTarget, Tmpfs, Ext4ToTmpfs, Ext4ToFullTmpfs,
        Xfs, XfsBindMount, TwoXfsImages, Btrfs, BtrfsSubvolumes,
    ];

    private static string Ext4(Lab lab, string name) => lab.Image(name, "ext4", "-q", "-F");

    private static string ReflinkXfs(Lab lab, string name) => lab.Image(name, "xfs", "-q", "-m", "reflink=1");

    private static string NewBtrfs(Lab lab, string name) => lab.Image(name, "btrfs", "-q");

    private static void Together(Lab lab, string disk) => Apart(lab, disk, disk);

    private static void Apart(Lab lab, string cacheDisk, string targetDisk)
    {
        lab.Cache = Path.Combine(cacheDisk, "cache");
        lab.TargetParent = Directory.CreateDirectory(Path.Combine(targetDisk, "src")).FullName;
    }

    // Only what is the user's to begin with can be chowned, so it waits until root has prepared everything.
    private static void SealFor(Lab lab, int user, string owned) => lab.WhenSealed(() =>
    {
        lab.User = user;
        Directory.CreateDirectory(owned);
        Lab.System("chown", "--recursive", $"{user}:{user}", owned, lab.Home);
    });

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // Full: that is the point.
        }
    }
}
