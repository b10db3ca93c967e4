namespace CacheTasks.TestSupport;

/// <content>Filesystems that a process serves.</content>
public static partial class Fixtures
{
    public static Fixture Sshfs { get; } = new(nameof(Sshfs), lab => Together(lab, MountSshfs(lab, Backed(lab))));

    /// <summary>The cache was filled on the server.</summary>
    public static Fixture SshfsWithoutLinks { get; } = new(nameof(SshfsWithoutLinks), lab => StagedFuse(lab, Backed(lab), (folder, _) => MountSshfs(lab, folder, ",disable_hardlink")));

    public static Fixture Bindfs { get; } = new(nameof(Bindfs), lab => Together(lab, MountBindfs(lab, Backed(lab))));

    public static Fixture BindfsHidingLinks { get; } = new(nameof(BindfsHidingLinks), lab => Together(lab, MountBindfs(lab, Backed(lab), "--hide-hard-links")));

    public static Fixture SshfsWithoutLinksCold { get; } = new(nameof(SshfsWithoutLinksCold), lab =>
    {
        Together(lab, MountSshfs(lab, Backed(lab), ",disable_hardlink"));
        lab.IsCold = true;
    });

    /// <summary>One bindfs over two subvolumes: only the process behind it knows of the boundary.</summary>
    public static Fixture BindfsOverSubvolumes { get; } = new(nameof(BindfsOverSubvolumes), lab =>
    {
        var disk = NewBtrfs(lab, "disk");
        var point = MountBindfs(lab, disk);
        Apart(lab, Subvolume(disk, "one").Replace(disk, point, StringComparison.Ordinal), Subvolume(disk, "two").Replace(disk, point, StringComparison.Ordinal));
    });

    /// <summary>New files go where their folder is, and cache and project have theirs in different branches.</summary>
    public static Fixture MergerfsBranches { get; } = new(nameof(MergerfsBranches), lab => Branches(lab, "category.create=epmfs"));

    public static Fixture MergerfsSymlinks { get; } = new(nameof(MergerfsSymlinks), lab => Branches(lab, "category.create=epmfs,link-exdev=rel-symlink"));

    /// <summary>Links go to the branch of their file, wherever the folder is.</summary>
    public static Fixture MergerfsMostFree { get; } = new(nameof(MergerfsMostFree), lab => Branches(lab, "category.create=mfs"));

    public static Fixture MergerfsOneBranch { get; } = new(nameof(MergerfsOneBranch), lab =>
    {
        var (one, two) = (Ext4(lab, "one"), Ext4(lab, "two"));
        Directory.CreateDirectory(Path.Combine(one, "cache"));
        Directory.CreateDirectory(Path.Combine(one, "src"));
        Together(lab, MountMergerfs(lab, "category.create=epmfs", one, two));
    });

    public static Fixture FuseOverlayfs { get; } = new(nameof(FuseOverlayfs), lab =>
    {
        var disk = Ext4(lab, "disk");
        Together(lab, MountFuseOverlayfs(lab, lab.MakeFolder("disk", "lower"), disk));
    });

    public static Fixture FuseOverlayfsLowerCache { get; } = new(nameof(FuseOverlayfsLowerCache), lab =>
    {
        var disk = Ext4(lab, "disk");
        StagedFuse(lab, lab.MakeFolder("disk", "lower"), (lower, _) => MountFuseOverlayfs(lab, lower, disk));
        lab.BetweenRuns(
            release: () => { },
            restore: () => Emptied(Path.Combine(lab.Root, "fuse"), Path.Combine(disk, "upper"), () => Lab.System("fuse-overlayfs", FuseOverlay(lab.MakeFolder("disk", "lower"), disk, lab.MakeFolder("fuse")))));
    });

    /// <summary>Names are left as they are, so that the files behind can be found.</summary>
    public static Fixture Gocryptfs { get; } = new(nameof(Gocryptfs), lab =>
        Together(lab, MountGocryptfs(lab, Backed(lab), "fuse")));

    public static Fixture Rclone { get; } = new(nameof(Rclone), lab => StagedFuse(lab, Backed(lab), MountRclone(lab)));

    /// <summary>Only the cache is there, and it was filled from behind.</summary>
    public static Fixture RcloneCache { get; } = new(nameof(RcloneCache), lab =>
    {
        StagedFuse(lab, Backed(lab), MountRclone(lab));
        Apart(lab, Path.GetDirectoryName(lab.Cache)!, Ext4(lab, "two"));
    });

    public static Fixture RcloneColdCache { get; } = new(nameof(RcloneColdCache), lab =>
    {
        StagedFuse(lab, Backed(lab), MountRclone(lab));
        lab.IsCold = true;
        Apart(lab, Path.GetDirectoryName(lab.Cache)!, Ext4(lab, "two"));
    });

    public static Fixture Exfat { get; } = new(nameof(Exfat), lab =>
    {
        var point = lab.MakeFolder("fuse");
        lab.Mount(point, "-t", "exfat-fuse", "-o", "loop", lab.ImageFile("disk", "exfat"), point);
        lab.IsCold = true;
        Together(lab, point);
    });

    /// <summary>Only the cache lies where there are neither hard links nor symlinks.</summary>
    public static Fixture ExfatCache { get; } = new(nameof(ExfatCache), lab =>
    {
        var point = lab.MakeFolder("fuse");
        lab.Mount(point, "-t", "exfat-fuse", "-o", "loop", lab.ImageFile("disk", "exfat"), point);
        lab.IsCold = true;
        Apart(lab, point, Ext4(lab, "two"));
    });

    public static Fixture Ntfs3g { get; } = new(nameof(Ntfs3g), lab =>
    {
        var point = lab.MakeFolder("fuse");
        lab.MountBy(point, "ntfs-3g", lab.ImageFile("disk", "ntfs", "-F", "-q", "-Q"), point);
        Together(lab, point);
    });

    private static string Backed(Lab lab)
    {
        Ext4(lab, "disk");
        return lab.MakeFolder("disk", "served");
    }

    /// <summary>A folder as a server would show it, without a network between.</summary>
    public static string MountSshfs(Lab lab, string folder, string options = "")
    {
        // sshfs calls it as ssh; what it says on its standard streams is the protocol.
        // Through sh: a file that was just written cannot be started while another thread's child still has it open (ETXTBSY).
        var ssh = Path.Combine(lab.Root, "ssh");
        File.WriteAllText(ssh, $"#!/bin/sh\necho $$ > {lab.Root}/server.pid\nexec {SftpServer()}\n");
        var point = lab.MakeFolder("fuse");
        lab.MountBy(point, "sshfs", "-o", $"ssh_command=sh {ssh}{options}", "server:" + folder, point);
        return lab.Behind(point, folder);
    }

    private static string SftpServer() =>
        new[] { "/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server" }.FirstOrDefault(File.Exists)
        ?? throw new UnavailableException("'sftp-server' is not installed");

    private static string MountGocryptfs(Lab lab, string folder, string name)
    {
        var point = lab.MakeFolder(name);
        Lab.System("gocryptfs", "-init", "-quiet", "-scryptn", "10", "-plaintextnames", "-extpass", "echo password", folder);
        lab.MountBy(point, "gocryptfs", "-quiet", "-extpass", "echo password", folder, point);
        return lab.Behind(point, folder);
    }

    private static Action<string, string> MountRclone(Lab lab) => (folder, point) => lab.MountBy(
        point, "rclone", "mount", "--daemon", "--links", "--vfs-cache-mode", "writes", "--cache-dir", lab.MakeFolder("rclone"), "--config", "/dev/null", folder, point);

    private static string MountBindfs(Lab lab, string folder, params string[] options)
    {
        var point = lab.MakeFolder("fuse");
        lab.MountBy(point, "bindfs", [.. options, folder, point]);
        return lab.Behind(point, folder);
    }

    private static void Branches(Lab lab, string options)
    {
        var (one, two) = (Ext4(lab, "one"), Ext4(lab, "two"));
        Directory.CreateDirectory(Path.Combine(one, "cache"));
        Directory.CreateDirectory(Path.Combine(two, "src"));
        Together(lab, MountMergerfs(lab, options, one, two));
    }

    private static string MountMergerfs(Lab lab, string options, params string[] branches)
    {
        var point = lab.MakeFolder("fuse");
        lab.MountBy(point, "mergerfs", "-o", "use_ino,minfreespace=1M," + options, string.Join(':', branches), point);
        return lab.Behind(point, branches);
    }

    private static string MountFuseOverlayfs(Lab lab, string lower, string disk)
    {
        var point = lab.MakeFolder("fuse");
        lab.MountBy(point, "fuse-overlayfs", FuseOverlay(lower, disk, point));
        return lab.Behind(point, Path.Combine(disk, "upper"), lower);
    }

    private static string[] FuseOverlay(string lower, string disk, string point)
    {
        var (upper, work) = (Directory.CreateDirectory(Path.Combine(disk, "upper")).FullName, Directory.CreateDirectory(Path.Combine(disk, "work")).FullName);
        return ["-o", $"lowerdir={lower},upperdir={upper},workdir={work}", point];
    }

    // Filled from behind, since uv could not do it through the mount.
    private static void StagedFuse(Lab lab, string folder, Action<string, string> mount)
    {
        var point = lab.MakeFolder("fuse");
        lab.Behind(point, folder);
        Together(lab, Staged(lab, folder, point, () => mount(folder, point)));
    }
}
