using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Support;

/// <summary>Verdicts as real filesystems give them.</summary>
internal static class MadeVerdict
{
    private static readonly ModeResult s_noClones = new(ModeOutcome.Fails, Errno.EOPNOTSUPP, Rules.NoClones);
    private static readonly ModeResult s_copies = new(ModeOutcome.Works);

    /// <summary>xfs, btrfs: everything works.</summary>
    public static Verdict Clones { get; } =
        new(ModeResult.Works, ModeResult.Works, ModeResult.Works, new ModeResult(ModeOutcome.Works, SharesBlocks: true), null, null);

    /// <summary>ext4, tmpfs.</summary>
    public static Verdict Hardlinks { get; } = new(s_noClones, ModeResult.Works, ModeResult.Works, s_copies, null, null);

    /// <summary>Two mounts of one xfs: a clone crosses them, a link does not.</summary>
    public static Verdict ClonesOnly { get; } = Clones with { Hardlink = Crossing(Rules.OtherMount) };

    /// <summary>Two mounts of one ext4.</summary>
    public static Verdict TwoMounts { get; } = Hardlinks with { Hardlink = Crossing(Rules.OtherMount) };

    /// <summary>Two filesystems.</summary>
    public static Verdict TwoFilesystems { get; } =
        new(Crossing(Rules.DifferentFilesystems), Crossing(Rules.DifferentFilesystems), ModeResult.Works, s_copies, null, null);

    /// <summary>One package of ext4 files that belong to two users.</summary>
    public static Verdict HalfWay { get; } = Hardlinks with { Hardlink = ModeResult.Works with { Breaks = new Break(Errno.EPERM, Rules.MixedOwners) } };

    /// <summary>mergerfs with link-exdev.</summary>
    public static Verdict LinksAreSymlinks { get; } = Hardlinks with { Hardlink = ModeResult.Works with { BecomesSymlink = true, Cause = Rules.LinkIsSymlink } };

    /// <summary>One of several packages belongs to somebody else.</summary>
    public static Verdict SomeForeign { get; } = Hardlinks with { Hardlink = ModeResult.Works with { NotForAll = true, Errno = Errno.EPERM, Cause = Rules.ForeignOwner } };

    /// <summary>An overlay with the cache in a lower layer.</summary>
    public static Verdict CostlyLinks { get; } = Hardlinks with { Hardlink = new ModeResult(ModeOutcome.Costs, default, Rules.CopyUp) };

    /// <summary>A cache on a read-only bind of the target's filesystem.</summary>
    public static Verdict ReadOnlyCache { get; } =
        TwoMounts with { CacheBlocked = new Blockage(Operation.CreateInCache, Errno.EROFS, Rules.ReadOnly) };

    /// <summary>A target on a full filesystem: files can be made, but not filled.</summary>
    public static Verdict FullTarget { get; } = Hardlinks with
    {
        Copy = new ModeResult(ModeOutcome.Fails, Errno.ENOSPC, Rules.NoSpace),
        TargetBlocked = new Blockage(Operation.WriteToTarget, Errno.ENOSPC, Rules.NoSpace),
    };

    public static Verdict ReadOnlyTarget { get; } = new(
        Refused, Refused, Refused, Refused, null, new Blockage(Operation.CreateInTarget, Errno.EROFS, Rules.ReadOnly));

    private static ModeResult Refused => new(ModeOutcome.Fails, Errno.EROFS, Rules.ReadOnly);

    private static ModeResult Crossing(Rule cause) => new(ModeOutcome.Fails, Errno.EXDEV, cause);
}
