using CacheTasks.Tasks;
using CacheTasks.TestSupport;
using Microsoft.Build.Utilities;

namespace CacheTasks.ProbeLoop;

/// <summary>The place of one tool's cache below a root, as a build would give it, by whoever runs this process.</summary>
public static class RootPlacer
{
    /// <summary>Prints the step's variables, and each warning as <c>warning CODE: text</c>.</summary>
    public static int Run(string tool, string root)
    {
        var engine = new RecordingEngine();
        using var task = new PlaceCaches { BuildEngine = engine, Steps = [new TaskItem("Step", new Dictionary<string, string> { ["Tool"] = tool })], Root = root, ProjectDirectory = "/" };
        task.Execute();
        Console.WriteLine(task.Steps.Single().GetMetadata("EnvironmentVariables"));
        foreach (var warning in engine.Warnings)
            Console.WriteLine($"warning {warning.Code}: {warning.Message}");
        return engine.Errors.Count;
    }
}
