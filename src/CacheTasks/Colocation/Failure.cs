using CacheTasks.Platform;

namespace CacheTasks.Colocation;

internal enum Operation
{
    CreateInCache,
    CreateInTarget,
    WriteToTarget,
    Clone,
    Hardlink,
    SampleLink,
    Symlink,
}

/// <summary>One thing that did not work: what a cause is asked to explain.</summary>
internal sealed record Failure(Operation Operation, Errno Errno)
{
    public string Text => Operation switch
    {
        Operation.CreateInCache => "creating a file in the cache",
        Operation.CreateInTarget => "creating a file in the target",
        Operation.WriteToTarget => "writing to the target",
        Operation.Clone => "cloning a file (FICLONE)",
        Operation.Hardlink => "hard-linking a file",
        Operation.SampleLink => "hard-linking one of the cache's own files",
        _ => "making a symlink",
    };
}
