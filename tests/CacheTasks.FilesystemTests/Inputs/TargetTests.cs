using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Targets that are something else than a plain folder, as the tasks and uv take them.</summary>
[TestClass]
public sealed class TargetTests : LabTest
{
    [TestMethod]
    [DataRow("file", "0.13.8")]
    [DataRow("file", "0.10.4")]
    [DataRow("dangling symlink", "0.13.8")]
    [DataRow("dangling symlink", "0.10.4")]
    public void TargetThatIsNoDirectory_IsAWarningAndUvFails(string kind, string uvVersion)
    {
        var (lab, uv, project) = Prepare(uvVersion);
        if (kind == "file")
            File.WriteAllText(project.VirtualEnvironment, "");
        else
            File.CreateSymbolicLink(project.VirtualEnvironment, Path.Combine(lab.TargetParent, "nowhere"));

        var chain = Verify(lab, uv, project);

        CollectionAssert.AreEqual(new[] { "warning CACHETASKS0006" }, chain.Engine.Diagnostics);
        Assert.AreEqual(2, Sync(lab, uv, project).ExitCode);
    }

    [TestMethod]
    [DataRow("the cache's", "hardlink", "0.13.8")]
    [DataRow("the cache's", "hardlink", "0.10.4")]
    [DataRow("the project's", "copy, warns", "0.13.8")]
    [DataRow("the project's", "copy, warns", "0.10.4")]
    public void TargetThatIsASymlink_IsJudgedWhereItLeads(string filesystem, string expected, string uvVersion)
    {
        var (lab, uv, project) = Prepare(uvVersion);
        var beside = filesystem == "the cache's" ? Path.GetDirectoryName(lab.Cache)! : lab.TargetParent;
        var real = Directory.CreateDirectory(Path.Combine(beside, "environment")).FullName;
        File.CreateSymbolicLink(project.VirtualEnvironment, real);

        var verdict = Verdict.Of(Verify(lab, uv, project));

        Assert.AreEqual(expected, verdict.Promise("prediction"));
        Assert.AreEqual(expected, UvRun.Of(Sync(lab, uv, project), lab, real).Seen);
    }

    private (Lab Lab, Uv Uv, PythonProject Project) Prepare(string uvVersion)
    {
        var uv = Skips.Needs("uv " + uvVersion, () => Uv.Find(uvVersion));
        var lab = Open(Fixtures.TwoExt4Images);
        var project = PythonProject.Create(Path.Combine(lab.TargetParent, "app"), lab.MakeFolder("wheels"), Wheel.Mixed("alpha")).Lock(uv);
        project.Warm(uv, lab.Cache);
        return (lab, uv, project);
    }

    private static TaskChain Verify(Lab lab, Uv uv, PythonProject project) =>
        TaskChain.Verify(new Pair("Sync", "uv", uv.Version, lab.Cache, project.VirtualEnvironment, Path.Combine(lab.Home, "records")));

    private static CommandResult Sync(Lab lab, Uv uv, PythonProject project) =>
        uv.Command(project.Folder, project.Environment(lab.Home, lab.Cache), "sync", "--frozen").Run();
}
