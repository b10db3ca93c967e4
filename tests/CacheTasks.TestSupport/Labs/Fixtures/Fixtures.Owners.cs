namespace CacheTasks.TestSupport;

/// <content>Files and folders that belong to somebody else, under real user IDs.</content>
public static partial class Fixtures
{
    private const int Nobody = 65534;

    private const int Owner = 2001;
    private const int Builder = 2002;
    private const int Group = 2000;

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

    /// <summary>Another user filled the cache of a builder who may write in its folders.</summary>
    public static Fixture Foreign644 { get; } = new(nameof(Foreign644), lab => Foreign(lab, "u=rwX,go=rX"));

    public static Fixture Foreign640 { get; } = new(nameof(Foreign640), lab => Foreign(lab, "u=rwX,g=rX,o="));

    public static Fixture Foreign600 { get; } = new(nameof(Foreign600), lab => Foreign(lab, "u=rwX,go="));

    public static Fixture Foreign444 { get; } = new(nameof(Foreign444), lab => Foreign(lab, "a=rX"));

    public static Fixture Foreign666 { get; } = new(nameof(Foreign666), lab => Foreign(lab, "a=rwX"));

    /// <summary>Writable through a group that both are in.</summary>
    public static Fixture Foreign664 { get; } = new(nameof(Foreign664), lab => Foreign(lab, "ug=rwX,o=rX", Group));

    /// <summary>The group may only read.</summary>
    public static Fixture Foreign640InGroup { get; } = new(nameof(Foreign640InGroup), lab => Foreign(lab, "u=rwX,g=rX,o=", Group));

    public static Fixture Foreign4755 { get; } = new(nameof(Foreign4755), lab => Foreign(lab, "4755"));

    /// <summary>Clones ask for no more than reading.</summary>
    public static Fixture Foreign644OnXfs { get; } = new(nameof(Foreign644OnXfs), lab =>
    {
        Together(lab, ReflinkXfs(lab, "disk"));
        BuildAs(lab, Builder);
        lab.WhenSealed(() => GiveAway(ArchiveFiles(lab), "u=rwX,go=rX"));
    });

    public static Fixture Own444 { get; } = new(nameof(Own444), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        BuildAs(lab, Builder);
        lab.WhenSealed(() => Lab.System("chmod", ["a=rX", .. ArchiveFiles(lab)]));
    });

    /// <summary>Root is bound by no owner.</summary>
    public static Fixture ForeignAsRoot { get; } = new(nameof(ForeignAsRoot), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        lab.WhenSealed(() => GiveAway(ArchiveFiles(lab), "u=rwX,go=rX"));
    });

    /// <summary>One file of a wheel belongs to another user.</summary>
    public static Fixture MixedOwners { get; } = new(nameof(MixedOwners), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        BuildAs(lab, Builder);
        lab.WhenSealed(() => GiveAway([LargestFile(lab)], "u=rwX,go=rX"));
    });

    /// <summary>One wheel was unpacked by another user, the other by the builder.</summary>
    public static Fixture MixedWheels { get; } = new(nameof(MixedWheels), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        BuildAs(lab, Builder);
        lab.WhenSealed(() => GiveAway(ArchiveFiles(lab).Where(path => path.Contains("beta", StringComparison.Ordinal)), "u=rwX,go=rX"));
    });

    private static void Foreign(Lab lab, string mode, params int[] groups)
    {
        Together(lab, Ext4(lab, "disk"));
        BuildAs(lab, Builder, groups);
        lab.WhenSealed(() => GiveAway(ArchiveFiles(lab), mode));
    }

    // X: a script that nobody can execute is a special case of uv's own, it is copied whatever the mode.
    private static void GiveAway(IEnumerable<string> files, string mode)
    {
        string[] all = [.. files];
        Lab.System("chown", [$"{Owner}:{Group}", .. all]);
        Lab.System("chmod", [mode, .. all]);
    }

    // Everything but what the fixture gives away is the builder's.
    private static void BuildAs(Lab lab, int user, params int[] groups)
    {
        lab.WhenSealed(() => Lab.System("chown", "--recursive", $"{user}:{user}", lab.Cache, lab.TargetParent, lab.Home));
        lab.EnterAs(user, groups);
    }

    // Only what is the user's to begin with can be chowned, so it waits until root has prepared everything.
    private static void SealFor(Lab lab, int user, string owned)
    {
        lab.EnterAs(user);
        lab.WhenSealed(() =>
        {
            Directory.CreateDirectory(owned);
            Lab.System("chown", "--recursive", $"{user}:{user}", owned, lab.Home);
        });
    }
}
