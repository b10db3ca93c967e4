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
        if (steps.Length > 0)
        {
            Set(StepContext.Variable, StepContext.Encode(steps.Select(item => (item.ItemSpec, (Func<string, string>)item.GetMetadata))));
        }
        CacheEnvironment = set.Select(variable => Describe(variable.Key, variable.Value.Value, variable.Value.Step)).ToArray();
        return steps;
    }

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
