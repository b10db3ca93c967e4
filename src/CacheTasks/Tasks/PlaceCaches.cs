using CacheTasks.Platform;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Gives each step's cache its place: below one root for all tools, or where it can be linked into the target.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlaceCaches : StepTask
{
    /// <summary>One directory for the caches of all tools; empty: none.</summary>
    public string? Root { get; set; }

    /// <summary>Where each step's record is written, <c>&lt;step&gt;.json</c>; empty: no record.</summary>
    public string? RecordDirectory { get; set; }


    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps) => steps;
}
