using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Relations that only exist where a server's filesystem is seen through a protocol.</summary>
internal static class SharedFixtures
{
    /// <summary>A user who is nobody in particular, neither here nor on the server.</summary>
    private const int User = 1000;

    /// <summary>Where the machine sees its host's folder over 9p.</summary>
    private const string Host = "/mnt/host";

    internal static Fixture Nfs4OfExt4 { get; } = new(nameof(Nfs4OfExt4), lab => Together(lab, NfsExport.Of(lab, Ext4(lab, "disk")).Mount4("nfs")));

    internal static Fixture Nfs4OfXfs { get; } = new(nameof(Nfs4OfXfs), lab => Together(lab, NfsExport.Of(lab, Xfs(lab, "disk")).Mount4("nfs")));

    internal static Fixture Nfs3OfXfs { get; } = new(nameof(Nfs3OfXfs), lab => Together(lab, NfsExport.Of(lab, Xfs(lab, "disk")).Mount3("nfs")));

    internal static Fixture Nfs4OfBtrfsSubvolumes { get; } = new(nameof(Nfs4OfBtrfsSubvolumes), lab => InFolders(lab, NfsExport.Of(lab, Subvolumes(lab)).Mount4("nfs")));

    internal static Fixture Nfs3OfBtrfsSubvolumes { get; } = new(nameof(Nfs3OfBtrfsSubvolumes), lab => InFolders(lab, NfsExport.Of(lab, Subvolumes(lab)).Mount3("nfs")));

    internal static Fixture Nfs4OfXfsProject { get; } = new(nameof(Nfs4OfXfsProject), lab => InFolders(lab, NfsExport.Of(lab, ProjectTree(lab)).Mount4("nfs")));

    internal static Fixture Nfs3OfXfsProject { get; } = new(nameof(Nfs3OfXfsProject), lab => InFolders(lab, NfsExport.Of(lab, ProjectTree(lab)).Mount3("nfs")));

    /// <summary>The folder of a union stays on the disk that it was made on, and the two are on different ones.</summary>
    internal static Fixture Nfs4OfMergerfs { get; } = new(nameof(Nfs4OfMergerfs), lab =>
    {
        var (one, two) = (Ext4(lab, "disk-one"), Ext4(lab, "disk-two"));
        Directory.CreateDirectory(Path.Combine(one, "one"));
        Directory.CreateDirectory(Path.Combine(two, "two"));
        var union = lab.MakeFolder("union");
        lab.MountBy(union, "mergerfs", "-o", "category.create=epmfs,minfreespace=1M,allow_other,noforget,inodecalc=path-hash", $"{one}:{two}", union);
        lab.Behind(union, one, two);
        InFolders(lab, NfsExport.Of(lab, union, NewIdentity).Mount4("nfs"));
    });

    internal static Fixture Nfs4TwoMountsOfExt4 { get; } = new(nameof(Nfs4TwoMountsOfExt4), lab => MountedTwice(lab, Ext4(lab, "disk")));

    internal static Fixture Nfs4TwoMountsOfXfs { get; } = new(nameof(Nfs4TwoMountsOfXfs), lab => MountedTwice(lab, Xfs(lab, "disk")));

    /// <summary>As Kubernetes mounts a subPath of one volume at two places of a container.</summary>
    internal static Fixture Nfs4BoundFolders { get; } = new(nameof(Nfs4BoundFolders), lab =>
    {
        var mount = NfsExport.Of(lab, Ext4(lab, "disk")).Mount4("nfs");
        var (cache, target) = (Directory.CreateDirectory(Path.Combine(mount, "cache")).FullName, Directory.CreateDirectory(Path.Combine(mount, "target")).FullName);
        Apart(lab, lab.Behind(lab.Bind(cache, "container-cache"), cache), lab.Behind(lab.Bind(target, "container-target"), target));
    });

    /// <summary>Another filesystem of the server lies in the exported one; the cache is there, and nobody has looked into it yet.</summary>
    internal static Fixture Nfs4AutomountedChild { get; } = new(nameof(Nfs4AutomountedChild), lab =>
    {
        var outer = Ext4(lab, "disk");
        Ext4(lab, "disk/child");
        var mount = NfsExport.Of(lab, outer, "crossmnt").Mount4("nfs");
        var child = Path.Combine(mount, "child");
        lab.Cache = child;
        lab.TargetParent = Directory.CreateDirectory(Path.Combine(mount, "src")).FullName;
        lab.WhenSealed(Leave);
        lab.WhenLookedAt(Leave);

        void Leave()
        {
            if (MountedBelow.Points(child).Count > 0)
                Lab.System("umount", child);
        }
    });

    /// <summary>Everybody is one user on the server; the cache's files are read-only, as that user's.</summary>
    internal static Fixture Nfs4AllSquash { get; } = new(nameof(Nfs4AllSquash), lab =>
    {
        var disk = Ext4(lab, "disk");
        var export = NfsExport.Of(lab, disk);
        Together(lab, export.Mount4("nfs"));
        lab.EnterAs(User);
        lab.WhenSealed(() =>
        {
            Lab.System("chown", "--recursive", $"{User}:{User}", lab.Home);
            Lab.System("chown", "--recursive", "nobody:nogroup", disk);
            Lab.System("find", Path.Combine(disk, "cache"), "-path", "*/archive-v*", "-type", "f", "-exec", "chmod", "444", "{}", "+");
            export.Change("all_squash");
        });
    });

    /// <summary>The server refuses what the client's mount, which says rw, allows.</summary>
    internal static Fixture Nfs4ReadOnlyExport { get; } = new(nameof(Nfs4ReadOnlyExport), lab =>
    {
        var export = NfsExport.Of(lab, Ext4(lab, "disk"));
        Together(lab, export.Mount4("nfs"));
        lab.WhenSealed(() => export.Change("ro"));
    });

    internal static Fixture Nfs4OfVfat { get; } = new(nameof(Nfs4OfVfat), lab =>
    {
        Together(lab, NfsExport.Of(lab, lab.Image("disk", "vfat"), NewIdentity).Mount4("nfs"));
        lab.IsCold = true;
    });

    internal static Fixture Smb { get; } = new(nameof(Smb), lab =>
    {
        Together(lab, SmbShare.Mount(lab, Ext4(lab, "disk")));
        lab.IsCold = true;
    });

    internal static Fixture SmbWithSymlinks { get; } = new(nameof(SmbWithSymlinks), lab => Together(lab, SmbShare.Mount(lab, Ext4(lab, "disk"), ",mfsymlinks")));

    internal static Fixture SmbOtherFilesystemInside { get; } = new(nameof(SmbOtherFilesystemInside), lab =>
    {
        var outer = Ext4(lab, "disk");
        Ext4(lab, "disk/child");
        var mount = SmbShare.Mount(lab, outer, ",mfsymlinks");
        Apart(lab, mount, Path.Combine(mount, "child"));
    });

    internal static Fixture NineP { get; } = new(nameof(NineP), lab => OnHost(lab, HostShare.Bound, HostShare.Bound));

    internal static Fixture NinePOtherFilesystemInside { get; } = new(nameof(NinePOtherFilesystemInside), lab => OnHost(lab, HostShare.Bound, HostShare.OtherFilesystem));

    internal static Fixture NinePBindInside { get; } = new(nameof(NinePBindInside), lab => OnHost(lab, HostShare.Bound, HostShare.Bind));

    /// <summary>What a filesystem without an identity of its own needs to be exported.</summary>
    private static string NewIdentity => $"fsid={Guid.NewGuid()}";

    private static string Ext4(Lab lab, string name) => lab.Image(name, "ext4", "-q", "-F");

    private static string Xfs(Lab lab, string name) => lab.Image(name, "xfs", "-q", "-m", "reflink=1");

    private static string Subvolumes(Lab lab)
    {
        var disk = lab.Image("disk", "btrfs", "-q");
        foreach (var subvolume in new[] { "one", "two" })
            Lab.System("btrfs", "subvolume", "create", Path.Combine(disk, subvolume));
        return disk;
    }

    // Directories of a project that inherit it refuse links of files that belong to another one.
    private static string ProjectTree(Lab lab)
    {
        var disk = Xfs(lab, "disk");
        Directory.CreateDirectory(Path.Combine(disk, "one"));
        var tree = Directory.CreateDirectory(Path.Combine(disk, "two")).FullName;
        Lab.System("xfs_io", "-c", "chproj 200", "-c", "chattr +P", tree);
        return disk;
    }

    private static void MountedTwice(Lab lab, string disk)
    {
        var export = NfsExport.Of(lab, disk);
        Apart(lab, export.Mount4("one"), export.Mount4("two"));
    }

    private static void OnHost(Lab lab, string cache, string target)
    {
        Apart(lab, Own(cache), Own(target));

        string Own(string folder)
        {
            var own = Path.Combine(Host, folder, Path.GetFileName(lab.Root) + (folder == target ? "-target" : "-cache"));
            lab.Undoing("folder " + own, () =>
            {
                if (Directory.Exists(own))
                    Directory.Delete(own, recursive: true);
            });
            return Directory.CreateDirectory(own).FullName;
        }
    }

    private static void InFolders(Lab lab, string mount) => Apart(lab, Path.Combine(mount, "one"), Path.Combine(mount, "two"));

    private static void Together(Lab lab, string mount) => Apart(lab, mount, mount);

    private static void Apart(Lab lab, string cache, string target)
    {
        lab.Cache = Path.Combine(cache, "cache");
        lab.TargetParent = Directory.CreateDirectory(Path.Combine(target, "src")).FullName;
    }
}
