using CacheTasks.Platform;

namespace CacheTasks.Colocation;

internal enum Operation
{
    CreateInCache,
    CreateInTarget,
    WriteToTarget,

    /// <summary>Opening a file of the cache for writing, as the tool does whenever it starts.</summary>
    OpenInCache,

    /// <summary>Making the lock file of the whole cache.</summary>
    LockCache,

    /// <summary>Making the lock file of one package in the cache.</summary>
    LockPackage,

    /// <summary>A symlink in the cache, which tools make there whatever the target.</summary>
    SymlinkInCache,

    /// <summary>Moving a file between folders of the cache, which tools do with each new package.</summary>
    MoveInCache,

    /// <summary>Writing into the copy of one of the cache's own files.</summary>
    WriteToCopy,
    Clone,
    Hardlink,

    /// <summary>Opening one of the cache's own files.</summary>
    ReadSample,

    /// <summary>Linking one of the cache's own files.</summary>
    SampleLink,

    /// <summary>A later file of a package of which the first could be linked: the tool does not fall back any more.</summary>
    LaterFile,
    Symlink,

    /// <summary>Reading through a symlink that could be made.</summary>
    FollowSymlink,

    /// <summary>Removing what was made in the target: of an append-only directory.</summary>
    RemoveFromTarget,

    /// <summary>The link worked and copied the file from a lower layer.</summary>
    CopyUp,

    /// <summary>The link worked and made a symlink.</summary>
    LinkIsSymlink,

    /// <summary>Looking at the directory got no answer.</summary>
    Answer,
}

/// <summary>One thing that did not work, or not as it should: what a cause is asked to explain.</summary>
internal sealed record Failure(Operation Operation, Errno Errno)
{
    /// <summary>The cache's own file that it happened to; null for a fresh one.</summary>
    public SampledFile? File { get; init; }

    /// <summary>The first file of its package, with which it does not agree.</summary>
    public SampledFile? FirstFile { get; init; }

    public bool IsLink => Operation is Operation.Hardlink or Operation.SampleLink or Operation.LaterFile;

    /// <summary>Between the two directories: a link or a clone.</summary>
    public bool IsCrossing => IsLink || Operation == Operation.Clone;

    public string Text => Operation switch
    {
        Operation.CreateInCache => "creating a file in the cache",
        Operation.OpenInCache => "opening a file of the cache for writing",
        Operation.CreateInTarget => "creating a file in the target",
        Operation.WriteToTarget => "writing to the target",
        Operation.LockCache or Operation.LockPackage => "making a lock file in the cache, by a rename that replaces nothing or by a hard link,",
        Operation.FollowSymlink => "following a symlink in the target",
        Operation.RemoveFromTarget => "removing a file from the target",
        Operation.SymlinkInCache => "making a symlink in the cache",
        Operation.MoveInCache => "moving a file inside the cache",
        Operation.WriteToCopy => "writing to a copy of one of the cache's own files",
        Operation.Clone => "cloning a file (FICLONE)",
        Operation.Hardlink => "hard-linking a file",
        Operation.ReadSample => "opening one of the cache's own files",
        Operation.SampleLink => "hard-linking one of the cache's own files",
        Operation.LaterFile => "hard-linking a later file of a package",
        Operation.CopyUp => "hard-linking a file of a lower layer",
        Operation.LinkIsSymlink => "hard-linking a file, which made a symlink,",
        Operation.Answer => "looking at the directory",
        _ => "making a symlink",
    };
}
