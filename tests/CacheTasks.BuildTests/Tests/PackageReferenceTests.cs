using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests.Tests;

[TestClass]
public sealed class PackageReferenceTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    public void NoCacheStep_NothingOfOursRuns()
    {
        var consumer = With();

        var build = consumer.Build();

        Assert.AreEqual(0, build.ExitCode, build.ToString());
        Assert.IsEmpty(build.Said);
        Assert.IsEmpty(build.OurTasks);
        Assert.IsFalse(Directory.Exists(consumer.PathOf("obj/cachetasks")));
    }
}
