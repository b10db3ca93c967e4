using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>flock(2) refused by a filter of system calls, as on a filesystem without locks.</summary>
[TestClass]
public sealed class RefusedLocksTests : LabTest
{
    [TestMethod]
    public void RefusedLock_IsSaid_AndIncrementalBuildsFail()
    {
        var target = Open("SharedTarget", () => new SharedTarget("777"));
        var confine = target.Lab.Compile("confine.c");
        target.Build(SharedTarget.First, "022", [confine, "flock", "--"], "build", "--release").OrFail();

        var said = target.Inspect(SharedTarget.First, confine, "flock", "--");
        var incremental = target.Build(SharedTarget.First, "022", [confine, "flock", "--"], "build");

        Assert.HasCount(1, said);
        Assert.Contains($"warning CACHETASKS2008: Build: cargo will fail, or two builds at the same time can spoil the target {target.Location}: locks do not work there, flock(2) fails with Operation not supported (EOPNOTSUPP).", said[0]);
        Assert.IsFalse(incremental.Succeeded);
        Assert.Contains("could not create session directory lock file", incremental.StandardError);
        CollectionAssert.AreEqual(Array.Empty<string>(), Directory.GetFiles(target.Location, ".cachetasks*"));
    }

    [TestMethod]
    public void LockThatWorks_IsNotSpokenOf()
    {
        var target = Open("SharedTarget", () => new SharedTarget("777"));
        target.Build(SharedTarget.First, "022", "build", "--release").OrFail();

        CollectionAssert.AreEqual(Array.Empty<string>(), target.Inspect(SharedTarget.First));
    }
}
