namespace CacheTasks.TestSupport;

/// <content>Sandboxes in which the filesystem would do what the policy does not let happen.</content>
public static partial class Fixtures
{
    /// <summary>Files may be neither linked nor renamed from one folder to another.</summary>
    public static Fixture Landlock { get; } = new(nameof(Landlock), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        lab.EnterBy(lab.Compile("confine.c"), "landlock", "--");
    });

    /// <summary>An empty cache, which uv fills by renaming from folder to folder.</summary>
    public static Fixture LandlockCold { get; } = new(nameof(LandlockCold), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        lab.EnterBy(lab.Compile("confine.c"), "landlock", "--");
        lab.IsCold = true;
    });

    public static Fixture SeccompCold { get; } = new(nameof(SeccompCold), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        lab.EnterBy(lab.Compile("confine.c"), "seccomp", "--");
        lab.IsCold = true;
    });

    /// <summary>The right to refer is given for the cache alone.</summary>
    public static Fixture LandlockButCache { get; } = new(nameof(LandlockButCache), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        Directory.CreateDirectory(lab.Cache);
        lab.EnterBy(lab.Compile("confine.c"), "landlock", lab.Cache, "--");
    });

    public static Fixture Seccomp { get; } = new(nameof(Seccomp), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        lab.EnterBy(lab.Compile("confine.c"), "seccomp", "--");
    });

    /// <summary>Two mounts, seen without the call that tells the mount ID.</summary>
    public static Fixture BindMountWithoutStatx { get; } = new(nameof(BindMountWithoutStatx), lab =>
    {
        var disk = Ext4(lab, "first");
        Apart(lab, disk, lab.Bind(disk, "second"));
        lab.EnterBy(lab.Compile("confine.c"), "statx", "--");
    });

    /// <summary>Nobody sees the processes of others.</summary>
    public static Fixture HiddenProcesses { get; } = new(nameof(HiddenProcesses), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        // An instance of its own: a remount would hide them on the whole machine, whichever namespace it is made in.
        lab.EnterBy("unshare", "--mount", "--propagation", "private", "sh", "-c", "mount -t proc -o hidepid=2 proc /proc && exec \"$@\"", "sh");
        BuildAs(lab, Builder);
    });

    /// <summary>The archive's files belong to a user whom this namespace does not know.</summary>
    public static Fixture UserNamespace { get; } = new(nameof(UserNamespace), lab => Namespace(lab, "u=rwX,go=rX"));

    public static Fixture UserNamespaceWritable { get; } = new(nameof(UserNamespaceWritable), lab => Namespace(lab, "a=rwX"));

    private static void Namespace(Lab lab, string mode)
    {
        Together(lab, Ext4(lab, "disk"));
        lab.WhenSealed(() => GiveAway(ArchiveFiles(lab), mode));
        lab.EnterBy("unshare", "--user", "--map-root-user", "--");
    }
}
