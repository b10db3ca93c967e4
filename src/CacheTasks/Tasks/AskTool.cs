using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Runs the commands of one query. Used by the package's own CacheTasks.Ask.proj alone: MSBuild builds a project once for equal
/// properties, so each question is asked once in a build, whichever project, target framework or node asks it.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class AskTool : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The query as text.</summary>
    [Required]
    public string Query { get; set; } = "";

    /// <summary>One item with the metadata Answers.</summary>
    [Output]
    public ITaskItem? Answer { get; private set; }

    public override bool Execute()
    {
        try
        {
            var answers = ToolRunner.AskAsync(ToolQuery.Decode(Query), _cancellation.Token).GetAwaiter().GetResult();
            Answer = new Microsoft.Build.Utilities.TaskItem("answer");
            Answer.SetMetadata("Answers", answers.Encode());
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        // An error here would fail the user's build; without an answer, ResolveCacheSteps says 0007 and the step runs.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", exception.ToString());
            return true;
        }
    }

    public void Cancel() => _cancellation.Cancel();

    public void Dispose() => _cancellation.Dispose();
}
