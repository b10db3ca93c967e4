using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>The mounts that a verdict names are those that the kernel shows for the two directories.</summary>
[TestClass]
public sealed class EvidenceTests : LabTest
{
    [TestMethod]
    [DataRow(nameof(Fixtures.TwoExt4Images))]
    [DataRow(nameof(Fixtures.BindMount))]
    [DataRow(nameof(Fixtures.OddlyNamedMount))]
    [DataRow(nameof(Fixtures.OverMount))]
    [DataRow(nameof(Fixtures.SymlinkedCache))]
    [DataRow(nameof(Fixtures.XfsBindMount))]
    public void EvidenceOfTheFirstCause_NamesBothMounts(string name)
    {
        var lab = Open(Fixtures.All.Single(candidate => candidate.Name == name));
        Directory.CreateDirectory(lab.Cache);
        var pair = new Pair("Sync", "uv", "0.13.8", lab.Cache, lab.TargetParent, Path.Combine(lab.Home, "records"));

        var evidence = Verdict.Of(TaskChain.Verify(pair)).Record.GetProperty("causes")[0].GetProperty("evidence");

        Assert.AreEqual(MountEntry.Of(lab.Cache).ToString(), evidence.GetProperty("cacheMount").GetString());
        Assert.AreEqual(MountEntry.Of(lab.TargetParent).ToString(), evidence.GetProperty("targetMount").GetString());
    }
}
