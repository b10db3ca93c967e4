using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class ProjectIdsTests
{
    private static readonly ProjectIds s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EXDEV);

    [TestMethod]
    public void TreeOfAnotherProject_ExplainsLinksThatFail() =>
        s_cause.ExplainsOnly(MadePair.Projects, Errno.EXDEV, Operation.Hardlink, Operation.SampleLink, Operation.LaterFile);

    // A clone gets the target's project.
    [TestMethod]
    public void OtherPairsAndErrors_AreAnotherCause()
    {
        s_cause.ExplainsOnlyOn(s_link, MadePair.Projects);
        s_cause.ExplainsOnly(MadePair.Projects, Errno.EDQUOT);
    }

    [TestMethod]
    public void OneProject_IsAnotherCause() => s_cause.ExplainsOnly(MadePair.InProjects(200, 200), Errno.EXDEV);

    // Without chattr +P the directory takes every file.
    [TestMethod]
    public void ProjectThatIsNotInherited_IsAnotherCause()
    {
        var pair = MadePair.Projects;
        s_cause.ExplainsOnly(pair with { Target = pair.Target.In(pair.Target.Details with { InheritsProject = false }) }, Errno.EXDEV);
    }

    [TestMethod]
    public void Description_HasBothProjects() => s_cause.Says(
        s_link, MadePair.InProjects(100, 200), "/data/app/.venv belongs to quota project 200 and /data/uv to 100 of one xfs (8:17)");

    [TestMethod]
    public void Check_ShowsBothProjects() => s_cause.Checks(s_link, MadePair.Projects, "lsattr -pd /data/uv /data/app/.venv");

    [TestMethod]
    public void Evidence_HasBothProjects() => s_cause.Shows(
        s_link, MadePair.Projects, "cacheMount=52 /data xfs 8:17", "targetMount=52 /data xfs 8:17", "cacheProject=0", "targetProject=200");

    [TestMethod]
    public void Remedies_BeginWithTheClone() => s_cause.Advises(
        s_link,
        MadePair.Projects with { Clones = true },
        "Clones cross project trees: set LinkMode=\"clone\".",
        "Or put the cache into the target's project tree: set CacheDirectory to a folder below the one that has project 200.",
        "Or give the whole cache the same project: `chattr -R +P -p 200 /data/uv`.");
}
