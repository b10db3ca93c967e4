namespace CacheTasks.TestSupport;

/// <content>ext4 and what its flags, mounts and limits do to a link.</content>
public static partial class Fixtures
{
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

    /// <summary>The cache's path leads to another filesystem than its place suggests.</summary>
    public static Fixture SymlinkedCache { get; } = new(nameof(SymlinkedCache), lab =>
    {
        var (disk, other) = (Ext4(lab, "one"), Ext4(lab, "two"));
        Together(lab, disk);
        Lab.System("ln", "-s", Directory.CreateDirectory(Path.Combine(other, "real")).FullName, lab.Cache);
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

    /// <summary>The environment is a volume of its own, from the same disk as the cache.</summary>
    public static Fixture EnvironmentVolume { get; } = new(nameof(EnvironmentVolume), lab =>
    {
        Together(lab, Ext4(lab, "disk"));
        Directory.CreateDirectory(EnvironmentOf(lab));
        lab.Bind(lab.MakeFolder("disk", "volume"), Path.GetRelativePath(lab.Root, EnvironmentOf(lab)));
    });

    /// <summary>The whole filesystem of the cache has become read-only, as after an error.</summary>
    public static Fixture RemountedReadOnly { get; } = new(nameof(RemountedReadOnly), lab =>
    {
        var disk = Ext4(lab, "one");
        lab.WhenSealed(() => Lab.System("mount", "-o", "remount,ro", disk));
        Apart(lab, disk, Ext4(lab, "two"));
    });

    public static Fixture NoExec { get; } = new(nameof(NoExec), lab =>
    {
        var disk = Ext4(lab, "disk");
        Lab.System("mount", "-o", "remount,noexec", disk);
        Together(lab, disk);
    });

    public static Fixture EncryptedTarget { get; } = new(nameof(EncryptedTarget), lab => Encrypted(lab, cacheKey: 0, targetKey: 1));

    public static Fixture EncryptedCache { get; } = new(nameof(EncryptedCache), lab => Encrypted(lab, cacheKey: 1, targetKey: 0));

    public static Fixture EncryptedAlike { get; } = new(nameof(EncryptedAlike), lab => Encrypted(lab, cacheKey: 1, targetKey: 1));

    public static Fixture TwoEncryptionKeys { get; } = new(nameof(TwoEncryptionKeys), lab => Encrypted(lab, cacheKey: 1, targetKey: 2));

    public static Fixture LockedCache { get; } = new(nameof(LockedCache), lab =>
    {
        Encrypted(lab, cacheKey: 1, targetKey: 0);
        lab.WhenSealed(() => Lab.System(lab.Compile("fscrypt.c"), "lock", lab.TargetParent, "1"));
    });

    /// <summary>The environment is an empty folder whose key is missing; the project around it is in plain text.</summary>
    public static Fixture LockedTarget { get; } = new(nameof(LockedTarget), lab =>
    {
        Together(lab, Ext4(lab, "disk", "-O", "encrypt"));
        EachTime(lab, () =>
        {
            Directory.CreateDirectory(EnvironmentOf(lab));
            Lab.System(lab.Compile("fscrypt.c"), "encrypt", EnvironmentOf(lab), "1");
            Lab.System(lab.Compile("fscrypt.c"), "lock", ProjectOf(lab), "1");
        });
    });

    /// <summary>As <see cref="XfsIntoProjectTree"/>; ext4 has projects only where the kernel has quota.</summary>
    public static Fixture Ext4IntoProjectTree { get; } = new(nameof(Ext4IntoProjectTree), lab => Projects(lab, Ext4(lab, "disk", "-O", "quota,project"), cache: 0, target: 200));

    public static Fixture ImmutableFiles { get; } = new(nameof(ImmutableFiles), lab => Flagged(lab, "+i", ArchiveFiles));

    public static Fixture AppendOnlyFiles { get; } = new(nameof(AppendOnlyFiles), lab => Flagged(lab, "+a", ArchiveFiles));

    /// <summary>One file of one wheel, and not that which uv takes first.</summary>
    public static Fixture ImmutableFile { get; } = new(nameof(ImmutableFile), lab => Flagged(lab, "+i", _ => [LargestFile(lab)]));

    /// <summary>The environment is an empty folder in which nothing can be made.</summary>
    public static Fixture ImmutableTarget { get; } = new(nameof(ImmutableTarget), lab => FlaggedEnvironment(lab, "i"));

    /// <summary>What is made in the environment's own folder stays for ever.</summary>
    public static Fixture AppendOnlyTarget { get; } = new(nameof(AppendOnlyTarget), lab => FlaggedEnvironment(lab, "a"));

    /// <summary>The environment does not exist yet, and cannot be made beside the project's files.</summary>
    public static Fixture ImmutableProject { get; } = new(nameof(ImmutableProject), lab => FlaggedProject(lab, "i"));

    public static Fixture AppendOnlyProject { get; } = new(nameof(AppendOnlyProject), lab => FlaggedProject(lab, "a"));

    /// <summary>One file has as many names as it can have.</summary>
    public static Fixture LinkLimit { get; } = new(nameof(LinkLimit), lab =>
    {
        var disk = Ext4(lab, "disk");
        Together(lab, disk);
        var names = lab.MakeFolder("disk", "names");
        EachTime(lab, () =>
        {
            // A recent uv puts a new file in the place of a full one: the old one comes back.
            if (File.Exists(Path.Combine(names, "0")))
                File.Move(Path.Combine(names, "0"), LargestFile(lab), overwrite: true);
            Lab.System(lab.Compile("links.c"), LargestFile(lab), names);
        });
    });

    public static Fixture FullOfBlocks { get; } = new(nameof(FullOfBlocks), lab =>
    {
        var disk = Ext4(lab, "disk", "-m", "0");
        lab.WhenSealed(() => Fill(disk));
        Together(lab, disk);
    });

    public static Fixture FullOfInodes { get; } = new(nameof(FullOfInodes), lab =>
    {
        var disk = Ext4(lab, "disk", "-N", "512");
        lab.WhenSealed(() => FillInodes(disk));
        Together(lab, disk);
    });

    /// <summary>Once the cache is warm, and again after each run.</summary>
    private static void EachTime(Lab lab, Action action)
    {
        lab.WhenSealed(action);
        lab.BetweenRuns(release: () => { }, restore: action);
    }

    private static void Encrypted(Lab lab, int cacheKey, int targetKey)
    {
        Together(lab, Ext4(lab, "disk", "-O", "encrypt"));
        Directory.CreateDirectory(lab.Cache);
        foreach (var (folder, key) in new[] { (lab.Cache, cacheKey), (lab.TargetParent, targetKey) }.Where(side => side.Item2 != 0))
            Lab.System(lab.Compile("fscrypt.c"), "encrypt", folder, $"{key}");
    }

    // Flags need no undoing: they go with the image.
    private static void Flagged(Lab lab, string flag, Func<Lab, IEnumerable<string>> files)
    {
        Together(lab, Ext4(lab, "disk"));
        lab.WhenSealed(() => Lab.System("chattr", [flag, .. files(lab)]));
    }

    private static void FlaggedProject(Lab lab, string flag)
    {
        Together(lab, Ext4(lab, "disk"));
        lab.WhenSealed(() => Lab.System("chattr", "+" + flag, ProjectOf(lab)));
        lab.BetweenRuns(() => Lab.System("chattr", "-" + flag, ProjectOf(lab)), () => Lab.System("chattr", "+" + flag, ProjectOf(lab)));
    }

    private static void FlaggedEnvironment(Lab lab, string flag)
    {
        Together(lab, Ext4(lab, "disk"));
        EachTime(lab, () =>
        {
            Directory.CreateDirectory(EnvironmentOf(lab));
            Lab.System("chattr", "+" + flag, EnvironmentOf(lab));
        });
        lab.BetweenRuns(() => Lab.System("chattr", "-" + flag, EnvironmentOf(lab)), () => { });
    }
}
