using CacheTasks.Tasks;
using CacheTasks.TestSupport;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CacheTasks.ProbeLoop;

/// <summary>The tasks on one pair, as a build would call them but without one.</summary>
public sealed class TaskChain
{
    private readonly Pair _pair;
    private readonly ITaskItem[] _tools;
    private ITaskItem[] _steps;

    private TaskChain(Pair pair, ITaskItem[] tools)
    {
        _pair = pair;
        _tools = tools;
        _steps = [pair.ToItem()];
    }

    public RecordingEngine Engine { get; } = new();

    public ITaskItem Step => _steps[0];

    public string RecordPath => _pair.RecordPath;

    /// <summary>PlaceCaches where a placement is asked for, VerifyColocation, then SetLinkMode.</summary>
    /// <param name="pair">The step.</param>
    /// <param name="tools">Profiles instead of the shipped ones; none: the shipped ones.</param>
    public static TaskChain Verify(Pair pair, params ITaskItem[] tools)
    {
        var chain = new TaskChain(pair, tools);
        Directory.CreateDirectory(pair.RecordDirectory);
        if (pair.Placement.Length > 0)
            chain.PlaceCaches();
        chain.VerifyColocation();
        chain.SetLinkMode();
        return chain;
    }

    /// <summary>InspectTargets alone, of a step that builds this workspace.</summary>
    public static RecordingEngine Inspect(string tool, string version, string target, string workspace)
    {
        var engine = new RecordingEngine();
        var step = new TaskItem("Build", new Dictionary<string, string>
        {
            ["Tool"] = tool, ["ToolVersion"] = version, ["TargetDirectory"] = target, ["WorkspaceDirectory"] = workspace, ["WorkingDirectory"] = workspace,
        });
        using var task = new InspectTargets { BuildEngine = engine, Steps = [step], ProjectDirectory = workspace, LockWait = "0" };
        task.Execute();
        return engine;
    }

    /// <summary>Goes on where another process stopped that called <see cref="Save"/>.</summary>
    public static TaskChain Resume(Pair pair)
    {
        var chain = new TaskChain(pair, []);
        foreach (var line in File.ReadLines(Saved(pair)))
            chain.Step.SetMetadata(line.Split('=', 2)[0], line.Split('=', 2)[1]);
        return chain;
    }

    /// <summary>Writes down what a build keeps between two tasks: the item's metadata, a line each.</summary>
    public void Save() =>
        File.WriteAllLines(Saved(_pair), Step.CloneCustomMetadata().Keys.Cast<string>().Select(name => $"{name}={Step.GetMetadata(name).ReplaceLineEndings(" ")}"));

    private static string Saved(Pair pair) => Path.Combine(pair.RecordDirectory, "item");

    /// <summary>What a build does after the step.</summary>
    public void VerifyOutcome()
    {
        using var task = new VerifyOutcome { BuildEngine = Engine, Steps = _steps, Tools = _tools, ProjectDirectory = _pair.RecordDirectory, RecordDirectory = _pair.RecordDirectory };
        Run(task.Execute(), task.Steps);
    }

    private void PlaceCaches()
    {
        using var task = new PlaceCaches
        {
            BuildEngine = Engine, Steps = _steps, Tools = _tools, Root = _pair.Root, ProjectDirectory = _pair.RecordDirectory, RecordDirectory = _pair.RecordDirectory,
        };
        Run(task.Execute(), task.Steps);
    }

    private void VerifyColocation()
    {
        using var task = new VerifyColocation { BuildEngine = Engine, Steps = _steps, Tools = _tools, ProjectDirectory = _pair.RecordDirectory, RecordDirectory = _pair.RecordDirectory };
        Run(task.Execute(), task.Steps);
    }

    private void SetLinkMode()
    {
        using var task = new SetLinkMode { BuildEngine = Engine, Steps = _steps, Tools = _tools, ProjectDirectory = _pair.RecordDirectory, RecordDirectory = _pair.RecordDirectory };
        Run(task.Execute(), task.Steps);
    }

    // A task may report whatever it finds; only a task that fails without a word is a fault of the tests' set-up.
    private void Run(bool succeeded, ITaskItem[] steps)
    {
        if (!succeeded && Engine.Errors.Count == 0)
            throw new InvalidOperationException("A task failed without an error.");
        _steps = steps;
    }
}
