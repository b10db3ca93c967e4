namespace CacheTasks.Platform;

/// <summary>Why a tree is not copied.</summary>
internal enum TransferRefusal
{
    /// <summary>A system call failed.</summary>
    Failed,

    /// <summary>A symlink that is absolute or leads out of the tree.</summary>
    LeavesTree,

    /// <summary>A FIFO, a socket or a device.</summary>
    NoFile,

    /// <summary>A file that runs with the rights of its owner or group.</summary>
    SetId,

    TooDeep,

    /// <summary>More files or bytes than the job allows.</summary>
    TooMuch,

    /// <summary>A file became shorter while it was read.</summary>
    Changed,

    Cancelled,
}

/// <param name="Path">Relative to the tree; empty for the tree itself.</param>
/// <param name="Doing">As in a sentence: <c>reading</c>, <c>writing</c>.</param>
internal sealed record TransferFault(TransferRefusal Refusal, string Path, string Doing, Errno Errno)
{
    /// <summary>The place that is filled is full, so that the other trees will not fit either.</summary>
    public bool IsNoSpace => Errno == Errno.ENOSPC || Errno == Errno.EDQUOT;

    public override string ToString() => Refusal switch
    {
        TransferRefusal.LeavesTree => $"{Path} is a symlink that leaves the tree",
        TransferRefusal.NoFile => $"{Path} is a FIFO, socket or device",
        TransferRefusal.SetId => $"{Path} is a setuid or setgid file",
        TransferRefusal.TooDeep => $"{Path} lies deeper than any package",
        TransferRefusal.TooMuch => $"{(Path.Length == 0 ? "it" : Path)} holds more than it should",
        TransferRefusal.Changed => $"{Path} changed while it was read",
        TransferRefusal.Cancelled => "the build was cancelled",
        _ => $"{Doing} {(Path.Length == 0 ? "the directory itself" : Path)} failed with {Errno.Name} ({Errno.Text})",
    };
}

/// <summary>What was read of a tree, and how it came over.</summary>
/// <param name="Fault">The first thing that went wrong; what was written is then incomplete.</param>
/// <param name="Sum">Of all files, see <see cref="PathSum"/>.</param>
internal sealed record TransferResult(TransferFault? Fault, long Files, long Bytes, ulong Sum, long Cloned, long Linked, long Copied);
