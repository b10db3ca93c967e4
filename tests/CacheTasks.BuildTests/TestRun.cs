using System.Runtime.Versioning;
using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

[assembly: SupportedOSPlatform("linux")]
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace CacheTasks.BuildTests;

[TestClass]
public static class TestRun
{
    // The filesystem tests, one at a time, take longest: beside them these, of which two run at once, take what is left of the processors.
    [AssemblyInitialize]
    public static void Begin(TestContext _) =>
        new Command("renice", ["-n", "10", "-p", .. Directory.GetDirectories("/proc/self/task").Select(Path.GetFileName).OfType<string>()]).Run();

    [AssemblyCleanup]
    public static void End() => RunFolder.Remove();
}
