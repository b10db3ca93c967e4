using BenchmarkDotNet.Attributes;
using CacheTasks.Steps;

namespace CacheTasks.Benchmarks.Preparing;

/// <summary>
/// The whole preparation of two steps in a warm node. Aim: <c>Prepare - Nothing - Tools</c> ≤ 10 ms, where Nothing is a build of the same
/// project that prepares no step, and Tools the time of the asked commands alone.
/// </summary>
public class PrepareBenchmark
{
    private TwoSteps _steps = null!;
    private NativeAsking _asking = null!;
    private Building _building = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _steps = new TwoSteps();
        _asking = new NativeAsking(_steps);
        _building = new Building(_steps.Project);
        CheckThatItPrepares();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _asking.Dispose();
        _steps.Dispose();
    }

    [Benchmark(Baseline = true)]
    public object Nothing() => _building.Build("Nothing");

    [Benchmark]
    public object Prepare() => _building.Build("_PrepareCacheStep1", "_PrepareCacheStep2");

    [Benchmark]
    public int Tools() => _asking.Ask();

    /// <summary>The same commands as .NET starts them, which is the part of Prepare that its class library takes.</summary>
    [Benchmark]
    public int ToolsFromDotNet() => Ask("uv") + Ask("cargo");

    private int Ask(string tool)
    {
        var directory = _steps.Folder;
        var step = new Step(tool, name => name == nameof(Step.WorkingDirectory) ? directory : "", (_, _) => { });
        var query = StepQuestions.For(step, ToolProfiles.Shipped.Find(tool)!, _steps.Tool(tool), Environment.GetEnvironmentVariable);
        return ToolRunner.AskAsync(query, CancellationToken.None).GetAwaiter().GetResult().Replies.Count;
    }

    // Steps that could not be verified would be fast.
    private void CheckThatItPrepares()
    {
        Prepare();
        var records = Directory.GetFiles(Path.Combine(_steps.Folder, "obj", "cachetasks"));
        if (records.Length != 2 || records.Any(record => !File.ReadAllText(record).Contains("\"planned\"")))
        {
            throw new InvalidOperationException($"two records were expected, not {records.Length}");
        }
    }
}
