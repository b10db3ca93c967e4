using System.Runtime.Versioning;
using CacheTasks.Tasks;
using CacheTasks.TestSupport;
using Microsoft.Build.Utilities;

namespace CacheTasks.ProbeLoop;

/// <summary>The allocation of one target as a build would call it, by whoever runs this process.</summary>
public static class Allocator
{
    /// <summary>Prints <c>target PATH</c> where one was allocated, then each diagnostic as <c>warning CODE: text</c>.</summary>
    /// <param name="settings"><c>NAME=VALUE</c>: metadata of the step, or a parameter of the task.</param>
    public static int Run(string root, string workspace, IEnumerable<string> settings)
    {
        var engine = new RecordingEngine();
        var target = Allocate(engine, root, workspace, settings);
        if (target is not null)
            Console.WriteLine($"target {target}");
        foreach (var warning in engine.Warnings)
            Console.WriteLine($"warning {warning.Code}: {warning.Message}");
        foreach (var message in engine.Messages.Where(message => !string.IsNullOrEmpty(message.Code)))
            Console.WriteLine($"message {message.Code}: {message.Message}");
        return engine.Errors.Count;
    }

    /// <summary>
    /// Allocates and removes again, so often; prints how often it got a directory, how often it was refused, and <c>unsafe PATH</c>
    /// when a directory that it got was not its own.
    /// </summary>
    [SupportedOSPlatform("linux")]
    public static int Repeat(string root, string workspace, int rounds)
    {
        var made = 0;
        for (var round = 0; round < rounds; round++)
        {
            if (Allocate(new RecordingEngine(), root, workspace, ["MinimumRoom=0"]) is not { } target)
                continue;
            made++;
            var folder = Path.GetDirectoryName(target)!;
            if (new FileInfo(folder).LinkTarget is not null || File.GetUnixFileMode(folder) != (UnixFileMode)0x1C0 || !File.Exists(Path.Combine(target, "CACHEDIR.TAG")))
                Console.WriteLine($"unsafe {target}");
            Directory.Delete(folder, recursive: true);
        }
        Console.WriteLine($"made {made}, refused {rounds - made}");
        return 0;
    }

    private static string? Allocate(RecordingEngine engine, string root, string workspace, IEnumerable<string> settings)
    {
        var item = new TaskItem("BuildNative", new Dictionary<string, string>
        {
            ["Tool"] = "cargo",
            ["SharedRoot"] = root,
            ["WorkingDirectory"] = workspace,
            ["WorkspaceDirectory"] = workspace,
            ["TargetDirectory"] = Path.Combine(workspace, "target"),
            ["TargetFrom"] = "tool",
        });
        using var task = new AllocateTargetDirectories { BuildEngine = engine, ProjectDirectory = workspace, Steps = [item] };
        foreach (var (name, value) in settings.Select(setting => (setting.Split('=', 2)[0], setting.Split('=', 2)[1])))
        {
            if (typeof(AllocateTargetDirectories).GetProperty(name) is { } parameter)
                parameter.SetValue(task, value);
            else
                item.SetMetadata(name, value);
        }
        task.Execute();
        var step = task.Steps.Single();
        return step.GetMetadata("TargetFrom") == "shared root" ? step.GetMetadata("TargetDirectory") : null;
    }
}
