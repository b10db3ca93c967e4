using System.Runtime.Versioning;
using CacheTasks.FilesystemTests.Samples;
using CacheTasks.TestSupport;

// Mounts, loop devices and free memory are the machine's: two labs at a time would only slow each other.
[assembly: DoNotParallelize]
[assembly: SupportedOSPlatform("linux")]

namespace CacheTasks.FilesystemTests;

[TestClass]
public static class AssemblySetUp
{
    // The tasks run in this process and would take a UV_LINK_MODE of the developer's for the user's wish.
    [AssemblyInitialize]
    public static void ClearEnvironment(TestContext _)
    {
        Story.CargoHome = Environment.GetEnvironmentVariable("CARGO_HOME");
        Story.Wheels = Environment.GetEnvironmentVariable("UV_FIND_LINKS");
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
            if (CleanEnvironment.IsCleared(name) && !name.StartsWith("PIP_", StringComparison.Ordinal) && !name.StartsWith("CACHETASKS_TEST_", StringComparison.Ordinal))
                Environment.SetEnvironmentVariable(name, null);
        VirtualMachine.Start();
    }

    [AssemblyCleanup]
    public static void End() => Story.End();
}
