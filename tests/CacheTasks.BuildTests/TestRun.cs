using System.Runtime.Versioning;
using CacheTasks.BuildTests.Consumers;

[assembly: SupportedOSPlatform("linux")]
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace CacheTasks.BuildTests;

[TestClass]
public static class TestRun
{
    [AssemblyCleanup]
    public static void End() => RunFolder.Remove();
}
