using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Progress;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// The flow that all tasks of the chain share: items in, one domain call per step, the same items out with more metadata.
/// Nothing it meets fails a build, except where the user asked for it.
/// </summary>
public abstract class StepTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private ToolProfiles? _profiles;

    /// <summary>The steps. Each task names the metadata that it reads and adds; unknown metadata travels along.</summary>
    [Required]
    [Output]
    public ITaskItem[] Steps { get; set; } = [];

    /// <summary>CacheTool items: further tool profiles, or changed ones. The shipped profiles need not be given.</summary>
    public ITaskItem[] Tools { get; set; } = [];

    /// <summary>The folder that relative paths start from, absolute. Default: the current directory.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>
    /// Another task runs this one to learn what a build would do: nothing is made, no line is printed, and each finding goes to that task,
    /// which says whether it is reported as well. Null: this is the build.
    /// </summary>
    internal Func<Step, Finding, bool>? Rehearsal { get; init; }

    private protected bool IsRehearsal => Rehearsal is not null;

    /// <summary>A task that this one ran has reported an error.</summary>
    private protected bool HasFailed { get; set; }

    private protected CancellationToken Cancellation => _cancellation.Token;

    private protected RuleLog Rules => field ??= new RuleLog(Log, BuildEngine) { ProjectDirectory = ProjectDirectory };

    private protected ToolProfiles Profiles => _profiles ??= ItemProfiles.Read(Tools);

    public sealed override bool Execute()
    {
        try
        {
            if (FileSystem.Current is { } files)
            {
                Steps = Run(files, Steps.Select(Own).ToArray());
            }
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return false;
        }
        // A defect of ours must not take the user's build down: it is said, and the step runs as it would without us.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Rules.ReportInternal(GetType().Name, Steps, exception);
            Steps = [];
        }
        return !Log.HasLoggedErrors && !Rules.HasErrors && !HasFailed;
    }

    public void Cancel() => _cancellation.Cancel();

    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does the task's work and returns the steps to hand on.</summary>
    /// <param name="steps">Copies of <see cref="Steps"/>: what is added to them is not seen in the caller's items.</param>
    private protected abstract ITaskItem[] Run(IFileSystem files, ITaskItem[] steps);

    private protected string FullPath(string path) => Path.GetFullPath(Path.Combine(ProjectDirectory ?? Directory.GetCurrentDirectory(), path));

    // MSBuild keeps where an item was defined only for the item itself, not for what a task returns.
    private protected static ITaskItem Own(ITaskItem item)
    {
        var own = ItemMetadata.Copy(item);
        if (own.GetMetadata(nameof(Step.DefinedIn)).Length == 0)
        {
            own.SetMetadataValueLiteral(nameof(Step.DefinedIn), item.GetMetadata("DefiningProjectFullPath"));
        }
        return own;
    }

    private protected static Step View(ITaskItem item) => new(item.ItemSpec, item.GetMetadata, ItemMetadata.Setter(item));

    /// <summary>Shows long work until disposed: <c>CacheTasks  SyncPython  seeding 1,204 of 12,170 files, …</c>.</summary>
    private protected ProgressWatch Show(WorkProgress progress, string name) =>
        new(progress, text => Say($"{PrintedText.Of(name)}  {text}"));

    /// <summary>A line for people, of high importance. As an argument, since a path may hold braces.</summary>
    private protected void Say(string line) => Log.LogMessage(MessageImportance.High, "{0}", "  CacheTasks  " + line);

    private protected void Report(ITaskItem item, Step step, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings.Where(finding => Rehearsal?.Invoke(step, finding) ?? true))
        {
            Rules.Report(item, step, finding);
        }
    }
}
