using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Samples;

/// <summary>samples/one-root as its README says: real tools, the package as it is packed, a container's root by real mounts.</summary>
[TestClass]
public sealed class OneRootSampleTests
{
    private static readonly string[] s_tools = ["pip", "npm", "go", "mvn", "cargo"];

    [TestMethod]
    public void Story_HoldsFromBeginningToEnd()
    {
        var uv = Skips.Needs("samples/one-root", () => Uv.Find("0.13.8"));
        var absent = s_tools.Where(tool => !IsThere(tool)).ToList();
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = $"{Path.GetDirectoryName(uv.Path)}:{Environment.GetEnvironmentVariable("PATH")}",
            ["WITHOUT"] = string.Join(' ', absent),
        };

        Story.Tell("one-root", environment, [
            "   uv: ./uv/archive-v", .. s_tools.Except([.. absent, "cargo"]).Select(tool => $"   {tool}: ./"), "HOME has no file of theirs.", "nothing is fetched or built again.",
            "| warning CACHETASKS3005: ", "3005 says which directory of the host the writes reach.",
        ]);
    }

    // A tool that this machine lacks is left out of the story, where the list of skips allows it.
    private static bool IsThere(string tool)
    {
        var test = $"samples/one-root {tool}";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool)))
            || (Skips.IsFailure(test, Environment.GetEnvironmentVariable("CACHETASKS_TEST_REQUIRE_LAB"), Skips.Allowed)
                ? throw new AssertFailedException($"{test} may not be skipped here: {tool} is not on PATH")
                : false);
    }
}
