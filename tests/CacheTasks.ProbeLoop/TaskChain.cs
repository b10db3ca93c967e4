using CacheTasks.Tasks;
using CacheTasks.TestSupport;
using Microsoft.Build.Framework;

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

    /// <summary>VerifyColocation, then SetLinkMode.</summary>
    /// <param name="pair">The step.</param>
    /// <param name="tools">Profiles instead of the shipped ones; none: the shipped ones.</param>
    public static TaskChain Verify(Pair pair, params ITaskItem[] tools)
    {
        var chain = new TaskChain(pair, tools);
        Directory.CreateDirectory(pair.RecordDirectory);
        chain.VerifyColocation();
        chain.SetLinkMode();
        return chain;
    }

    /// <summary>VerifyOutcome alone, as where another process ran the tasks before the step.</summary>
    public static void VerifyOutcomeOf(Pair pair) => new TaskChain(pair, []).VerifyOutcome();

    /// <summary>What a build does after the step.</summary>
    public void VerifyOutcome()
    {
        using var task = new VerifyOutcome { BuildEngine = Engine, Steps = _steps, Tools = _tools, ProjectDirectory = _pair.RecordDirectory, RecordDirectory = _pair.RecordDirectory };
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
