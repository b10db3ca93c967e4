using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Samples;

/// <summary>samples/shared-target as its README says: two real users, real cargo, the package as it is packed.</summary>
[TestClass]
public sealed class SharedTargetSampleTests
{
    [TestMethod]
    public void Story_HoldsFromBeginningToEnd()
    {
        Skips.Needs("samples/shared-target", () => Environment.UserName == "root" ? true : throw new UnavailableException("only root can become two users"));

        var told = new Command("sh", Path.Combine(Repository.Root, "samples", "shared-target", "story.sh")) { Limit = TimeSpan.FromMinutes(10) }.Run();

        // The script checks its claims itself; these are the ones that must not get lost.
        Assert.AreEqual(0, told.ExitCode, told.ToString());
        foreach (var claim in new[]
        {
            "| error: failed to open: ", "|   Permission denied (os error 13)", "ben's build ends with exit code 101.", "ben runs: greetings from ann's checkout",
            "/target/u4701-ann/shop-", "/target/u4702-ben/shop-", "ben runs: greetings from ben's checkout", "A second build compiles nothing.", "The same directory: nothing was compiled.",
        })
            Assert.Contains(claim, told.StandardOutput);
        Assert.AreEqual("", told.StandardError);
    }
}
