using CacheTasks.Progress;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform;

/// <summary>One tree of a run. Both calls come from any of its threads.</summary>
internal abstract class TransferJob
{
    /// <summary>More files than this are not read: the tree is not what it should be.</summary>
    public long MostFiles { get; protected set; } = long.MaxValue;

    /// <summary>More bytes than this are not read.</summary>
    public long MostBytes { get; protected set; } = long.MaxValue;

    /// <summary>Counts files and trees; null: nobody looks.</summary>
    public WorkProgress? Progress { get; init; }

    /// <summary>Paths by <see cref="PathSum"/> whose size does not count; null: every size does.</summary>
    public HashSet<ulong>? Unsized { get; protected set; }

    /// <summary>Called when the tree's turn comes. The run closes both handles.</summary>
    /// <param name="to">An empty directory; null: the tree is only read.</param>
    /// <returns>False: nothing is to be done, and <see cref="End"/> is not called.</returns>
    public abstract bool Begin(out SafeFileHandle from, out SafeFileHandle? to);

    /// <summary>Called once when nothing of the tree is at work any more.</summary>
    public abstract void End(TransferResult result);
}
