using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation;

internal enum ModeOutcome
{
    Works,

    /// <summary>Works, but writes what it should share: an overlay link that copies the file up.</summary>
    Costs,
    Fails,
}

/// <summary>Whether one link mode works on a pair. A mode that fails or costs is data: the error number and the cause's rule.</summary>
internal sealed record ModeResult(ModeOutcome Outcome, Errno Errno = default, Rule? Cause = null, bool SharesBlocks = false)
{
    public static readonly ModeResult Works = new(ModeOutcome.Works);

    public bool Usable => Outcome != ModeOutcome.Fails;

    /// <summary>A hard link comes out as a symlink; <see cref="Cause"/> says why.</summary>
    public bool BecomesSymlink { get; init; }

    /// <summary>Two names of one file may show two inodes, so that what was linked cannot be told from a copy later.</summary>
    public bool IsHidden { get; init; }

    /// <summary>It works for the first file of a package and fails for a later one, when a tool has settled on it.</summary>
    public Break? Breaks { get; init; }

    /// <summary>Some packages cannot come by this mode at all, for the <see cref="Errno"/> here: for those the tool takes its next one.</summary>
    public bool NotForAll { get; init; }
}

/// <summary>How a mode fails in the middle of a package.</summary>
internal sealed record Break(Errno Errno, Rule Cause);
