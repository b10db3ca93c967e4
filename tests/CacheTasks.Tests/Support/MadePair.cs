using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Support;

/// <summary>Pairs of user 1000, by what lies between the two sides.</summary>
internal static class MadePair
{
    private static readonly LinkTests s_within = new(Errno.None, Errno.None, null);

    public static Pair OneMount { get; } = Of(MadePlace.Ext4AtSrc, MadePlace.Ext4AtSrc);

    public static Pair TwoMounts { get; } = Of(MadePlace.Ext4AtCache, MadePlace.Ext4AtSrc);

    public static Pair TwoFilesystems { get; } = Of(MadePlace.TmpfsAtTmp, MadePlace.Ext4AtSrc);

    public static Pair OneBtrfs { get; } = Of(MadePlace.BtrfsAtVol, MadePlace.BtrfsAtVol) with { Links = s_within };

    /// <summary>Under one mount; st_dev differs.</summary>
    public static Pair Subvolumes { get; } = OneBtrfs with { Target = OneBtrfs.Target with { Status = OneBtrfs.Target.Status with { Device = new Device(0, 99) } } };

    /// <summary>The target's tree has project 200 and passes it on.</summary>
    public static Pair Projects { get; } = InProjects(0, 200);

    public static Pair EncryptedTarget { get; } = OneMount with { Links = s_within, Target = OneMount.Target.In(DirectoryDetails.None with { EncryptionPolicy = "0123abcd" }) };

    /// <summary>Links work within each side only, and nothing tells why.</summary>
    public static Pair Sandboxed { get; } = OneMount with { Links = s_within, Host = HostFacts.Plain with { NoNewPrivileges = true, SecurityModules = "capability,landlock,yama" } };

    /// <summary>Links work nowhere on a filesystem that has them.</summary>
    public static Pair Filtered { get; } = OneMount with { Links = new LinkTests(Errno.EPERM, Errno.EPERM, null), Host = HostFacts.Plain with { Filtered = true } };

    public static Pair Vfat { get; } = Of(MadePlace.VfatAtUsb, MadePlace.VfatAtUsb) with { Links = new LinkTests(Errno.EPERM, Errno.EPERM, null) };

    public static Pair Union { get; } = Of(MadePlace.UnionAtPool, MadePlace.UnionAtPool) with { Links = s_within };

    public static Pair Overlay { get; } = Of(MadePlace.OverlayAtRoot, MadePlace.OverlayAtRoot);

    /// <summary>One NFS mount with a boundary on the server.</summary>
    public static Pair Server { get; } = Of(MadePlace.Nfs4, MadePlace.Nfs4) with { Links = new LinkTests(Errno.None, Errno.None, Errno.EXDEV) };

    public static Pair ImmutableTarget { get; } = OneMount with { Target = OneMount.Target.With(InodeAttributes.Immutable) };

    /// <summary>In a user namespace with few IDs.</summary>
    public static Pair FewIds { get; } = OneMount with { Host = HostFacts.Plain with { MapsAllUsers = false } };

    public static IReadOnlyList<Pair> All { get; } =
    [
        OneMount, TwoMounts, TwoFilesystems, OneBtrfs, Subvolumes, Projects, EncryptedTarget, Sandboxed, Filtered, Vfat, Union, Overlay, Server, ImmutableTarget, FewIds,
    ];

    /// <summary>On one xfs; the target's directory passes its project on.</summary>
    public static Pair InProjects(uint cache, uint target)
    {
        var pair = Of(MadePlace.XfsAtData, MadePlace.XfsAtData);
        return pair with
        {
            Links = new LinkTests(Errno.None, Errno.None, null),
            Cache = pair.Cache.In(DirectoryDetails.None with { ProjectId = cache }),
            Target = pair.Target.In(DirectoryDetails.None with { ProjectId = target, InheritsProject = true }),
        };
    }

    public static Pair Of(MountInfo? cache, MountInfo? target) => new(
        MadePlace.On(cache, (cache?.MountPoint ?? "/one") + "/uv"), MadePlace.On(target, (target?.MountPoint ?? "/other") + "/app/.venv"), User: 1000);
}
