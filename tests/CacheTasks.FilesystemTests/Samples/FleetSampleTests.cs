using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Samples;

/// <summary>samples/fleet as its README says: real users, cargo, sccache, Redis and nginx, the package as it is packed.</summary>
[TestClass]
public sealed class FleetSampleTests
{
    private static readonly string[] s_tools = ["sccache", "redis-server", "redis-cli", "openssl", "nginx"];

    [TestMethod]
    public void Story_HoldsFromBeginningToEnd() => Story.Tell(
        "fleet", Skips.Needs("samples/fleet", Environment),
        "ben builds, from the cache: 0 of 14", ": 14 of 14 found (100 %); 10 not cacheable (9 bin, 1 proc-macro)", "A second build compiles nothing.",
        "== Redis is killed in the middle of a build, and started again\n   The build succeeds.", "OOM command not allowed when used memory > 'maxmemory'", "What it has is used all the same.",
        "cannot be reached: Connection refused", "WRONGPASS invalid username-password pair", "neither is written anywhere.", "does not trust who signed its certificate", "uses it.", "== nginx as back end", "== The same server by WebDAV");

    // nginx and Redis lie in /usr/sbin and /usr/bin, of which the first is not on everybody's PATH.
    private static Dictionary<string, string> Environment()
    {
        var path = $"{System.Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";
        var absent = s_tools.Where(tool => !path.Split(':').Any(folder => File.Exists(Path.Combine(folder, tool)))).ToList();
        var environment = new Dictionary<string, string> { ["PATH"] = path };
        if (Story.CargoHome is { } home)
            environment["CARGO_HOME"] = home;
        return absent.Count == 0 ? environment : throw new UnavailableException($"{string.Join(", ", absent)} not found in PATH");
    }
}
