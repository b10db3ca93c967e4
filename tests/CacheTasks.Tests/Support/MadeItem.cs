using CacheTasks.Tasks;
using CacheTasks.TestSupport;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CacheTasks.Tests.Support;

/// <summary>Items and tasks as an engine would give and run them.</summary>
internal static class MadeItem
{
    public static TaskItem Of(string identity, params ReadOnlySpan<(string Name, string Value)> metadata)
    {
        var item = new TaskItem(identity);
        foreach (var (name, value) in metadata)
        {
            ((ITaskItem2)item).SetMetadataValueLiteral(name, value);
        }
        return item;
    }

    /// <summary>Runs the task alone; it must not fail.</summary>
    public static RecordingEngine Run(this StepTask task)
    {
        var engine = new RecordingEngine();
        task.BuildEngine = engine;
        Assert.IsTrue(task.Execute(), string.Join("\n", engine.Errors.Select(error => error.Message)));
        return engine;
    }
}
