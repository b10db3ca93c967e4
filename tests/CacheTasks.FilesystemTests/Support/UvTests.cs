using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

[TestClass]
public sealed class UvTests
{
    [TestMethod]
    public void VersionThatCannotBeHad_SaysWhyAndLeavesNothing()
    {
        var (noIndex, findLinks) = (Environment.GetEnvironmentVariable("PIP_NO_INDEX"), Environment.GetEnvironmentVariable("PIP_FIND_LINKS"));
        using var empty = new TemporaryDirectory();
        Environment.SetEnvironmentVariable("PIP_NO_INDEX", "1");
        Environment.SetEnvironmentVariable("PIP_FIND_LINKS", empty.Location);
        try
        {
            var reason = Assert.ThrowsExactly<UnavailableException>(() => Uv.Find("0.0.1"));

            StringAssert.StartsWith(reason.Message, "uv 0.0.1 cannot be fetched: ");
            Assert.IsEmpty(Directory.GetDirectories(Directory.CreateDirectory(Repository.Artifacts("test-tools")).FullName, "uv-0.0.1*"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PIP_NO_INDEX", noIndex);
            Environment.SetEnvironmentVariable("PIP_FIND_LINKS", findLinks);
        }
    }
}
