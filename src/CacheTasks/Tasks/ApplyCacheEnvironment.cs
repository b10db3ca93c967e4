using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Sets the steps' variables in the environment that later Execs of this project inherit, and afterwards, given its own output
/// Saved as Restore, puts back what was there. Deliberately without the multithreadable attribute: under -mt a task that has it
/// would change the environment of other projects and not that of this one's Execs.
/// </summary>
/// <remarks>Reads: EnvironmentVariables, and what <c>CacheExec</c> wants to know (StepContext). Reports 0005.</remarks>
public sealed class ApplyCacheEnvironment : StepTask
{
    /// <summary>What an earlier call saved; it is put back before anything is set.</summary>
    public ITaskItem[] Restore { get; set; } = [];

    /// <summary>The steps as the project has them. Where the preparation came to nothing, the target's commands are told of them all the same, for the report.</summary>
    public ITaskItem[] Unprepared { get; set; } = [];

    /// <summary>The identity that counts of those.</summary>
    public string? Target { get; set; }

    /// <summary><c>NAME=VALUE</c> items for the EnvironmentVariables parameter of an Exec; metadata Step.</summary>
    [Output]
    public ITaskItem[] CacheEnvironment { get; private set; } = [];

    /// <summary>The earlier value of each variable that was set: identity the name, metadata Value and WasSet.</summary>
    [Output]
    public ITaskItem[] Saved { get; private set; } = [];

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        foreach (var item in Restore)
        {
            Environment.SetEnvironmentVariable(item.ItemSpec, item.GetMetadata("WasSet") == "true" ? item.GetMetadata("Value") : null);
        }
        var set = new Dictionary<string, (string Value, Step Step)>();
        foreach (var item in steps)
        {
            Apply(item, View(item), set);
        }
        Tell(steps.Length > 0 ? steps.Select(item => (item.ItemSpec, (Func<string, string>)item.GetMetadata)) : Unprepared.Where(IsTarget).Select(item => (item.ItemSpec, Bare(Own(item)))));
        CacheEnvironment = set.Select(variable => Describe(variable.Key, variable.Value.Value, variable.Value.Step)).ToArray();
        return steps;
    }

    private void Tell(IEnumerable<(string, Func<string, string>)> steps)
    {
        if (steps.ToList() is { Count: > 0 } told)
        {
            Set(StepContext.Variable, StepContext.Encode(told));
        }
    }

    private bool IsTarget(ITaskItem item) => string.Equals(item.ItemSpec, Target, StringComparison.OrdinalIgnoreCase);

    // Nothing else of it has been looked at.
    private static Func<string, string> Bare(ITaskItem item) => name => name is nameof(Step.ReportedAs) or nameof(Step.DefinedIn) ? item.GetMetadata(name) : "";

    private void Apply(ITaskItem item, Step step, Dictionary<string, (string Value, Step Step)> set)
    {
        foreach (var variable in EnvironmentList.Parse(step.EnvironmentVariables))
        {
            if (set.TryGetValue(variable.Key, out var earlier))
            {
                ReportConflict(item, step, variable, earlier);
                continue;
            }
            set[variable.Key] = (variable.Value, step);
            Set(variable.Key, variable.Value);
        }
    }

    private void Set(string name, string value)
    {
        Saved = [.. Saved, Save(name)];
        Environment.SetEnvironmentVariable(name, value);
    }

    private void ReportConflict(ITaskItem item, Step step, KeyValuePair<string, string> variable, (string Value, Step Step) earlier)
    {
        if (earlier.Value != variable.Value)
        {
            Report(item, step, [new Finding(
                Diagnostics.Rules.TwoValues,
                $"{variable.Key} would have to be {earlier.Value} for {earlier.Step.Tool} and {variable.Value} for {step.Tool} in the same step; it is {earlier.Value}. Give each tool a target of its own.")]);
        }
    }

    private static ITaskItem Save(string name)
    {
        var before = Environment.GetEnvironmentVariable(name);
        var item = ItemMetadata.Create(name);
        item.SetMetadata("WasSet", before is null ? "false" : "true");
        ItemMetadata.Setter(item)("Value", before ?? "");
        return item;
    }

    private static ITaskItem Describe(string name, string value, Step step)
    {
        var item = ItemMetadata.Create($"{name}={value}");
        ItemMetadata.Setter(item)("Step", step.Name);
        return item;
    }
}
