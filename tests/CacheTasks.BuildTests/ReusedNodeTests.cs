using System.Diagnostics;
using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>Processes of MSBuild that outlive a build must not remember it.</summary>
[TestClass]
public sealed class ReusedNodeTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    [DataRow("1", DisplayName = "build server")]
    [DataRow("0", DisplayName = "worker nodes")]
    public void SecondBuild_AsksAndWarnsAgain(string server)
    {
        using var other = new OtherFilesystem();
        var (first, second) = (Step.Uv("SyncFirst"), Step.Uv("SyncSecond", command: "uv sync && echo \"[$UV_LINK_MODE]\" > seen"));
        var one = With(first).Write();
        var two = one.Beside("two").Add(second).Write();
        foreach (var consumer in new[] { one, two })
            consumer.Set("UV_CACHE_DIR", other.Location);
        var all = one.SolutionWith(two);
        one.Set("DOTNET_CLI_USE_MSBUILD_SERVER", server).Set("MSBUILDUSESERVER", server).ReusesNodes = true;

        try
        {
            one.Run(all, "-m:2");
            var asked = one.Tools.AsksOf("uv", "sync").Count;
            // The user has made up their mind meanwhile: what an earlier build knew of the environment is out of date.
            var build = one.Set("UV_LINK_MODE", "symlink").Run(all, "-m:2");
            Assert.AreEqual("symlink", build.Record(first)["planned.mode"]);
            one.Environment.Remove("UV_LINK_MODE");
            var last = one.Run(all, "-m:2");

            // The cache is in memory.
            Says(build, one.At(first, "3004"), two.At(second, "3004"));
            Says(last, one.At(first, "1001"), two.At(second, "1001"));
            Assert.AreEqual("[copy]\n", File.ReadAllText(two.PathOf("python/seen")));
            Assert.HasCount(3 * asked, one.Tools.AsksOf("uv", "sync"));
        }
        finally
        {
            EndNodes(one);
        }
    }

    // Only processes of this consumer's builds have its home; the compiler's server, which has it too, may serve others.
    private static void EndNodes(Consumer consumer)
    {
        foreach (var process in Process.GetProcesses())
            using (process)
                if (Read(process, "cmdline").Contains("nodemode") && Read(process, "environ").Split('\0').Contains("HOME=" + consumer.Environment["HOME"]))
                    process.Kill();
    }

    private static string Read(Process process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // Ended meanwhile, or another user's.
        }
    }
}
