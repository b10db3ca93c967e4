using BenchmarkDotNet.Attributes;

namespace CacheTasks.Benchmarks.Idle;

/// <summary>
/// A build with nothing to do, in a warm node. Aim: with the package, and with a step that does not run, within noise of a build without.
/// </summary>
public class IdleBuildBenchmark
{
    private IdleProject _project = null!;
    private Building _without = null!;
    private Building _withPackage = null!;
    private Building _withStep = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _project = new IdleProject();
        _without = new Building(_project.Project, ("WithPackage", "false"));
        _withPackage = new Building(_project.Project, ("WithPackage", "true"));
        _withStep = new Building(_project.Project, ("WithPackage", "true"), ("WithStep", "true"));
    }

    [GlobalCleanup]
    public void CleanUp() => _project.Dispose();

    [Benchmark(Baseline = true)]
    public object WithoutPackage() => _without.Build("Build");

    [Benchmark]
    public object WithPackage() => _withPackage.Build("Build");

    [Benchmark]
    public object WithIdleStep() => _withStep.Build("Build");
}
