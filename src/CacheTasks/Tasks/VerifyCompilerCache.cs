using CacheTasks.Colocation;
using CacheTasks.CompilerCaches;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Tells, after a step, what the compiler cache had and what it lacked, as differences over the step.</summary>
/// <remarks>Reads: Tool, CompilerCacheFolder, RecordName. Reports 5001, 5003, 5004.</remarks>
[MSBuildMultiThreadableTask]
public sealed class VerifyCompilerCache : StepTask
{
    /// <summary>Where each step's record is; the result is written there. Empty: no record.</summary>
    public string? RecordDirectory { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        foreach (var item in steps)
        {
            Verify(item, View(item));
        }
        return steps;
    }

    private void Verify(ITaskItem item, Step step)
    {
        if (Profiles.Find(step.Tool) is not { WrapperVariable.Length: > 0 })
        {
            return;
        }
        StepObjects.Take<BackEndWatch>(BuildEngine, ProjectDirectory, step)?.Dispose();
        var result = step.CompilerCacheFolder is { Length: > 0 } folder && Session.Read(folder) is { } session ? session.Finish(folder, FileSystem.Processes!, Cancellation) : null;
        if (RecordDirectory is { Length: > 0 } records && StepRecord.Open(FullPath(records), step.RecordName) is { } record && (result is not null || record["compilerCache"] is not null))
        {
            record["compilerCache"] = result?.ToJson();
            record.Save();
        }
        if (result is null)
        {
            return;
        }
        Report(item, step, result.Findings(text => Secrets.Hide(text, Environment.GetEnvironmentVariable)));
        if (result.Line is { } line)
        {
            Say($"{step.Name}  {line}");
        }
    }
}
