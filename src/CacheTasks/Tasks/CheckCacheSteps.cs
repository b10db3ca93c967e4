using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Reports a CacheStep that names no target of the project, with near matches, and steps beyond the number of hooks: of both nothing
/// would ever be heard, since MSBuild ignores a hook on an unknown target.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckCacheSteps : StepTask
{
    /// <summary>Identities of steps whose hook has run: their targets exist.</summary>
    public string[] Hooked { get; set; } = [];

    /// <summary>Identities of steps for which no hook is left.</summary>
    public string[] Unhooked { get; set; } = [];

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        foreach (var item in steps.Where(item => Contains(Unhooked, item)))
        {
            Report(item, View(item), [new Finding(Diagnostics.Rules.InvalidValue, "a project can have 16 steps; this one is not verified.")]);
        }
        if (ProjectTargets.Find(BuildEngine) is { } targets)
        {
            foreach (var item in steps.Where(item => !Contains(Hooked, item) && !Contains(targets, item)))
            {
                Report(item, View(item), [NoTarget(item.ItemSpec, targets)]);
            }
        }
        return steps;
    }

    private static bool Contains(IEnumerable<string> names, ITaskItem item) => names.Contains(item.ItemSpec, StringComparer.OrdinalIgnoreCase);

    private static Finding NoTarget(string name, List<string> targets)
    {
        var near = Nearest.Find(name, targets.Where(target => target[0] != '_'));
        return new Finding(
            Diagnostics.Rules.InvalidValue,
            $"the project has no target of this name, so the step never runs. {(near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}? " : "")}Include must be the name of the target that holds the Exec.");
    }
}
