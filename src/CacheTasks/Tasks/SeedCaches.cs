using CacheTasks.Platform;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Fills each step's cache from the read-only layers of its tool with what the step's lock file needs.</summary>
[MSBuildMultiThreadableTask]
public sealed class SeedCaches : StepTask
{
    /// <summary>CacheLayer items: identity the directory, metadata Tool.</summary>
    public ITaskItem[] Layers { get; set; } = [];

    /// <summary><c>true</c>: every file of what was seeded earlier is looked at.</summary>
    public string? VerifySeed { get; set; }

    /// <summary>Where each step's record is written, <c>&lt;step&gt;.json</c>; empty: no record.</summary>
    public string? RecordDirectory { get; set; }


    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps) => steps;
}
