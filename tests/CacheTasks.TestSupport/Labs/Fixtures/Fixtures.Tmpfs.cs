namespace CacheTasks.TestSupport;

/// <content>Memory.</content>
public static partial class Fixtures
{
    public static Fixture Tmpfs { get; } = new(nameof(Tmpfs), lab => Together(lab, lab.Tmpfs("memory", "size=64m")));

    public static Fixture Ext4ToTmpfs { get; } = new(nameof(Ext4ToTmpfs), lab =>
        Apart(lab, Ext4(lab, "disk"), lab.Tmpfs("memory", "size=64m")));

    public static Fixture Ext4ToFullTmpfs { get; } = new(nameof(Ext4ToFullTmpfs), lab =>
    {
        var memory = lab.Tmpfs("memory", "size=1m");
        lab.WhenSealed(() => Fill(memory));
        Apart(lab, Ext4(lab, "disk"), memory);
    });

    public static Fixture TwoTmpfs { get; } = new(nameof(TwoTmpfs), lab =>
        Apart(lab, lab.Tmpfs("one", "size=64m"), lab.Tmpfs("two", "size=64m")));

    /// <summary>Room for bytes, but for no more names: a link needs an inode there.</summary>
    public static Fixture TmpfsWithoutInodes { get; } = new(nameof(TmpfsWithoutInodes), lab =>
    {
        var memory = lab.Tmpfs("memory", "size=64m,nr_inodes=500");
        lab.WhenSealed(() => FillInodes(memory));
        Together(lab, memory);
    });
}
