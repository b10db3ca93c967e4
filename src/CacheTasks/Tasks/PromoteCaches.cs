using CacheTasks.Platform;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Copies what each step's cache has, and a writable store lacks, into the store.</summary>
[MSBuildMultiThreadableTask]
public sealed class PromoteCaches : StepTask
{
    /// <summary>The directory that is filled.</summary>
    public string? Store { get; set; }

    /// <summary><c>true</c>: only says what it would do.</summary>
    public string? DryRun { get; set; }


    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps) => steps;
}
