using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Checks what the user wrote on each step and asks its tool for version, cache, target and link mode. A step that cannot be
/// resolved is reported and left out of the output, so that it runs as it would without us.
/// </summary>
/// <remarks>
/// Reads: all metadata of a CacheStep (DESIGN §2). Makes absolute: WorkingDirectory, CacheDirectory, TargetDirectory. Adds:
/// ToolVersion, TargetFrom, BuildDirectory, WorkspaceDirectory, UserLinkMode, EnvironmentVariables, AskToken, RecordName.
/// Reports 0001 to 0004 and 0006.
/// </remarks>
[MSBuildMultiThreadableTask]
public sealed class ResolveCacheSteps : StepTask
{
    /// <summary>Only the steps of this identity; empty: all.</summary>
    public string? Target { get; set; }

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var wanted = steps.Where(step => Target is not { Length: > 0 } only || string.Equals(step.ItemSpec, only, StringComparison.OrdinalIgnoreCase));
        var asking = Distinct(wanted).Select(Prepare).Where(step => step is not null).Select(step => step!).ToList();
        var answers = ToolAsker.Ask(BuildEngine, asking.Select(step => step.Query), Cancellation);
        return asking.Where(step => Resolve(step, answers[step.Query.Encode()])).Select(step => step.Item).ToArray();
    }

    // One step may use two tools, or one tool in two ways; an item that is wholly equal was included twice.
    internal static IEnumerable<ITaskItem> Distinct(IEnumerable<ITaskItem> steps)
    {
        foreach (var target in steps.GroupBy(step => step.ItemSpec, StringComparer.OrdinalIgnoreCase))
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var items = target.GroupBy(Written).Select(equal => equal.Last()).ToList();
            foreach (var item in items)
            {
                var name = items.Count == 1 ? target.Key : $"{target.Key}-{item.GetMetadata(nameof(Step.Tool))}";
                ItemMetadata.Setter(item)(nameof(Step.RecordName), names.Add(name) ? name : $"{name}-{names.Count + 1}");
                yield return item;
            }
        }
    }

    private static string Written(ITaskItem step) => string.Join("\n", Step.UserMetadata.Select(step.GetMetadata));

    private Asking? Prepare(ITaskItem item)
    {
        var step = View(item);
        var metadata = item.CloneCustomMetadata().Keys.Cast<string>().Where(name => name is not (nameof(Step.RecordName) or nameof(Step.DefinedIn)));
        Report(item, step, StepValidation.Check(step, metadata, Profiles, FullPath, out var usable));
        if (!usable)
        {
            return null;
        }
        var profile = Profiles.Find(step.Tool)!;
        var found = ToolLocator.Find(profile.Executable, step.WorkingDirectory, Environment.GetEnvironmentVariable("PATH"));
        var query = StepQuestions.For(step, profile, found ?? profile.Executable, Environment.GetEnvironmentVariable);
        if (found is null && query.Questions.Count > 0)
        {
            Report(item, step, [StepFaults.NotFound(profile.Executable)]);
            return null;
        }
        return new Asking(item, step, profile, query);
    }

    private bool Resolve(Asking asking, ToolAnswers answers)
    {
        var resolved = new StepAnswers(asking.Step, asking.Profile, asking.Query, answers, FullPath).Apply(out var findings);
        Report(asking.Item, asking.Step, findings);
        return resolved;
    }

    private sealed record Asking(ITaskItem Item, Step Step, ToolProfile Profile, ToolQuery Query);
}
