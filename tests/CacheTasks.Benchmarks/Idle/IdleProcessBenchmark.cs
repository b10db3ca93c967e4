using BenchmarkDotNet.Attributes;

namespace CacheTasks.Benchmarks.Idle;

/// <summary>As <see cref="IdleBuildBenchmark"/>, each time in a process of its own: what loading the task dll costs shows here alone.</summary>
public class IdleProcessBenchmark
{
    private IdleProject _project = null!;

    [GlobalSetup]
    public void SetUp() => _project = new IdleProject();

    [GlobalCleanup]
    public void CleanUp() => _project.Dispose();

    [Benchmark(Baseline = true)]
    public int WithoutPackage() => Build("-p:WithPackage=false");

    [Benchmark]
    public int WithPackage() => Build("-p:WithPackage=true");

    [Benchmark]
    public int WithIdleStep() => Build("-p:WithPackage=true;WithStep=true");

    private int Build(string properties) =>
        IdleProject.DotNet("msbuild", _project.Project, "-t:Build", "-m:1", "-nodeReuse:false", "-v:quiet", properties);
}
