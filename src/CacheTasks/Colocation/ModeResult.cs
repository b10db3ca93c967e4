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

/// <summary>Whether one link mode works on a pair. A mode that fails is data: the error number and the cause's rule.</summary>
internal sealed record ModeResult(ModeOutcome Outcome, Errno Errno = default, Rule? Cause = null, bool SharesBlocks = false)
{
    public static readonly ModeResult Works = new(ModeOutcome.Works);

    public bool Usable => Outcome != ModeOutcome.Fails;
}
