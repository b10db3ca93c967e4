using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace CacheTasks.Benchmarks.Running;

/// <summary>
/// A crate with 10,000 warnings, by Exec, which shows them, and by CacheExec, which reads each, shows it and makes diagnostics. Compiled anew, and, the
/// worst case, when there is nothing to compile and cargo repeats what it has kept.
/// </summary>
public class RunningBenchmark
{
    private const int Warnings = 10_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cachetasks-running-");
    private Building _building = null!;

    [Params("touch src/lib.rs; cargo build", "cargo build")]
    public string Command { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "src"));
        File.WriteAllText(Path.Combine(_folder.FullName, "Cargo.toml"), "[package]\nname = \"noisy\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n[workspace]\n");
        File.WriteAllLines(
            Path.Combine(_folder.FullName, "src", "lib.rs"),
            Enumerable.Range(0, Warnings).Select(number => string.Create(CultureInfo.InvariantCulture, $"pub fn f{number}() {{ let unused{number} = {number}; }}")));
        var project = Path.Combine(_folder.FullName, "running.proj");
        File.WriteAllText(
            project,
            $"""
            <Project>
              <Import Project="{AppContext.BaseDirectory}package/build/CacheTasks.Tasks.targets" />
              <Target Name="ByExec">
                <Exec Command="$(Command)" EnvironmentVariables="NO_COLOR=1" IgnoreStandardErrorWarningFormat="true" />
              </Target>
              <Target Name="ByCacheExec">
                <CacheExec Command="$(Command)" />
              </Target>
            </Project>
            """);
        _building = new Building(project, ("Command", Command)) { IsSilent = true };
        _building.Build("ByExec");
    }

    [GlobalCleanup]
    public void CleanUp() => _folder.Delete(recursive: true);

    [Benchmark(Baseline = true)]
    public object Exec() => _building.Build("ByExec");

    [Benchmark]
    public object CacheExec() => _building.Build("ByCacheExec");
}
