namespace CacheTasks.TestSupport;

/// <content>btrfs: subvolumes, flags, quota.</content>
public static partial class Fixtures
{
    public static Fixture Btrfs { get; } = new(nameof(Btrfs), lab => Together(lab, NewBtrfs(lab, "disk")));

    public static Fixture BtrfsSubvolumes { get; } = new(nameof(BtrfsSubvolumes), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        Apart(lab, Subvolume(disk, "one"), Subvolume(disk, "two"));
    });

    public static Fixture BtrfsBindMount { get; } = new(nameof(BtrfsBindMount), lab =>
    {
        var disk = NewBtrfs(lab, "first");
        Apart(lab, disk, lab.Bind(disk, "second"));
    });

    /// <summary>A read-only subvolume on a mount that is not read-only.</summary>
    public static Fixture BtrfsReadOnlySnapshot { get; } = new(nameof(BtrfsReadOnlySnapshot), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        var hot = Subvolume(disk, "hot");
        lab.WhenSealed(() =>
        {
            Directory.Move(hot, hot + "-source");
            Lab.System("btrfs", "subvolume", "snapshot", "-r", hot + "-source", hot);
        });
        Apart(lab, hot, disk);
    });

    public static Fixture BtrfsCacheWithoutCow { get; } = new(nameof(BtrfsCacheWithoutCow), lab =>
    {
        Together(lab, NewBtrfs(lab, "disk"));
        WithoutCow(lab.Cache);
    });

    public static Fixture BtrfsTargetWithoutCow { get; } = new(nameof(BtrfsTargetWithoutCow), lab =>
    {
        Together(lab, NewBtrfs(lab, "disk"));
        WithoutCow(lab.TargetParent);
    });

    public static Fixture BtrfsBothWithoutCow { get; } = new(nameof(BtrfsBothWithoutCow), lab =>
    {
        Together(lab, NewBtrfs(lab, "disk"));
        WithoutCow(lab.Cache);
        WithoutCow(lab.TargetParent);
    });

    /// <summary>Neither clones nor hard links.</summary>
    public static Fixture BtrfsSubvolumeWithoutCow { get; } = new(nameof(BtrfsSubvolumeWithoutCow), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        Apart(lab, Subvolume(disk, "one"), Subvolume(disk, "two"));
        WithoutCow(lab.TargetParent);
    });

    /// <summary>The target's subvolume may hold no more; the disk could.</summary>
    public static Fixture BtrfsTargetOverQuota { get; } = new(nameof(BtrfsTargetOverQuota), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        Apart(lab, Subvolume(disk, "one"), Subvolume(disk, "two"));
        Limit(lab, disk, Path.Combine(disk, "two"));
    });

    public static Fixture BtrfsOverQuota { get; } = new(nameof(BtrfsOverQuota), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        Together(lab, Subvolume(disk, "one"));
        Limit(lab, disk, Path.Combine(disk, "one"));
    });

    /// <summary>The environment is a subvolume, as for snapshots of it.</summary>
    public static Fixture BtrfsEnvironmentSubvolume { get; } = new(nameof(BtrfsEnvironmentSubvolume), lab =>
    {
        Together(lab, NewBtrfs(lab, "disk"));
        EachTime(lab, () => Subvolume(ProjectOf(lab), ".venv"));
    });

    private static void WithoutCow(string folder)
    {
        Directory.CreateDirectory(folder);
        Lab.System("chattr", "+C", folder);
    }

    // What counts is known only after a commit, and then even deleting may need more than there is.
    private static void Limit(Lab lab, string disk, string subvolume)
    {
        Lab.System("btrfs", "quota", "enable", disk);
        lab.WhenSealed(() =>
        {
            Lab.System("btrfs", "filesystem", "sync", disk);
            Lab.System("btrfs", "qgroup", "limit", "4M", subvolume);
            Fill(subvolume);
            Lab.System("btrfs", "filesystem", "sync", disk);
        });
        lab.BetweenRuns(
            release: () => Lab.System("btrfs", "qgroup", "limit", "none", subvolume),
            restore: () =>
            {
                Lab.System("btrfs", "filesystem", "sync", disk);
                Lab.System("btrfs", "qgroup", "limit", "4M", subvolume);
            });
    }
}
