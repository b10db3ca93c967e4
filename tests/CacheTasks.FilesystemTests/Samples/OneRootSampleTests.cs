using CacheTasks.TestSupport;
using CacheTasks.TestSupport.Python;

namespace CacheTasks.FilesystemTests.Samples;

/// <summary>samples/one-root as its README says: real tools, the package as it is packed, a container's root by real mounts.</summary>
[TestClass]
public sealed class OneRootSampleTests
{
    private static readonly string[] s_tools = ["pip", "npm", "go", "mvn", "cargo"];

    [TestMethod]
    public void Story_HoldsFromBeginningToEnd()
    {
        Skips.Needs("samples/one-root", () => Environment.UserName == "root" ? true : throw new UnavailableException("only root can make mounts"));
        var uv = Skips.Needs("samples/one-root uv", () => Uv.Find("0.13.8"));
        var absent = s_tools.Where(tool => !IsThere(tool)).ToList();

        var path = $"PATH={Path.GetDirectoryName(uv.Path)}:{Environment.GetEnvironmentVariable("PATH")}";
        var story = Path.Combine(Repository.Root, "samples", "one-root", "story.sh");
        var told = new Command("env", [path, "sh", story, .. absent.Select(tool => "without-" + tool)]) { Limit = TimeSpan.FromMinutes(10) }.Run();

        // The script checks its claims itself; these are the ones that must not get lost.
        Assert.AreEqual(0, told.ExitCode, told.ToString());
        foreach (var claim in new[] { "uv: ./uv/archive-v", "HOME has no file of theirs.", "nothing is fetched or built again.", "warning CACHETASKS3005: ", "3005 says which directory of the host the writes reach." }
            .Concat(s_tools.Except(absent).Where(tool => tool != "cargo").Select(tool => $"   {tool}: ./")))
            Assert.Contains(claim, told.StandardOutput);
        Assert.AreEqual("", told.StandardError);
    }

    // A tool that this machine lacks is left out of the story, where the list of skips allows it.
    private static bool IsThere(string tool)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool)));
        var test = $"samples/one-root {tool}";
        return found || (Skips.IsFailure(test, Environment.GetEnvironmentVariable("CACHETASKS_TEST_REQUIRE_LAB"), Skips.Allowed)
            ? throw new AssertFailedException($"{test}: {tool} is not on PATH")
            : false);
    }
}
