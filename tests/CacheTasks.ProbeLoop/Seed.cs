using CacheTasks.Tasks;
using CacheTasks.TestSupport;
using Microsoft.Build.Utilities;

namespace CacheTasks.ProbeLoop;

/// <summary>The seeding of one step's cache as a build would call it, by whoever runs this process.</summary>
public static class Seed
{
    /// <summary>Prints each message without a code, then each diagnostic as <c>warning CODE: text</c>.</summary>
    /// <param name="project">The working directory, in which the lock file lies.</param>
    /// <param name="layers">Separated by <c>:</c>.</param>
    /// <param name="settings"><c>NAME=VALUE</c>: metadata of the step, or a parameter of the task.</param>
    public static int Run(string tool, string version, string cache, string project, string layers, IEnumerable<string> settings)
    {
        var engine = Run(tool, version, cache, project, layers.Split(':'), settings);
        foreach (var message in engine.Messages)
            Console.WriteLine(string.IsNullOrEmpty(message.Code) ? message.Message : $"message {message.Code}: {message.Message}");
        foreach (var warning in engine.Warnings)
            Console.WriteLine($"warning {warning.Code}: {warning.Message}");
        return engine.Errors.Count;
    }

    public static RecordingEngine Run(string tool, string version, string cache, string project, IEnumerable<string> layers, IEnumerable<string> settings)
    {
        var engine = new RecordingEngine();
        var step = new TaskItem("Sync", new Dictionary<string, string>
        {
            ["Tool"] = tool, ["ToolVersion"] = version, ["CacheDirectory"] = cache, ["WorkingDirectory"] = project,
        });
        using var task = new SeedCaches
        {
            BuildEngine = engine, ProjectDirectory = project, Steps = [step],
            Layers = [.. layers.Select(layer => new TaskItem(layer, new Dictionary<string, string> { ["Tool"] = tool }))],
        };
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
        {
            if (typeof(SeedCaches).GetProperty(setting[0]) is { } parameter)
                parameter.SetValue(task, setting[1]);
            else
                step.SetMetadata(setting[0], setting[1]);
        }
        task.Execute();
        return engine;
    }
}
