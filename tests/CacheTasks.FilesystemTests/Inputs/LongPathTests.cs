using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>
/// PATH_MAX is 4,096 bytes: a cache of 4,000 characters in short names can be made, and uv works there with packages
/// of short names only. So it is a warning, and the step is left alone.
/// </summary>
[TestClass]
public sealed class LongPathTests : LabTest
{
    [TestMethod]
    [DataRow("0.13.8")]
    [DataRow("0.10.4")]
    public void CacheWithoutRoomForOrdinaryNames_IsAWarningAndUvFailsOnThose(string uvVersion)
    {
        var uv = Skips.Needs("uv " + uvVersion, () => Uv.Find(uvVersion));
        var lab = Open(Fixtures.Tmpfs);
        var deep = new Wheel("alpha").Module("vendored/of_another_package/with_its_own/subpackages/and_tests/test_something_in_detail", 300);
        var project = PythonProject.Create(Path.Combine(lab.TargetParent, "app"), lab.MakeFolder("wheels"), deep).Lock(uv);
        var cache = Lengthen(lab.Cache, 4_000);

        var chain = TaskChain.Verify(new Pair("Sync", "uv", uvVersion, cache, project.VirtualEnvironment, Path.Combine(lab.Home, "records")));

        CollectionAssert.AreEqual(new[] { "warning CACHETASKS0006" }, chain.Engine.Diagnostics);
        StringAssert.Contains(chain.Engine.Warnings[0].Message, "4000 characters");
        Assert.IsLessThan(1_000, chain.Engine.Warnings[0].Message!.Length);
        Assert.IsFalse(Directory.Exists(lab.Cache));
        var run = uv.Command(project.Folder, project.Environment(lab.Home, cache), "sync", "--frozen").Run();
        Assert.AreEqual("fails ENAMETOOLONG", UvRun.Of(run, lab, project.VirtualEnvironment).Seen);
    }

    private static string Lengthen(string path, int length)
    {
        while (path.Length < length - 201)
            path += "/" + new string('x', 200);
        return path + "/" + new string('y', length - path.Length - 1);
    }
}
