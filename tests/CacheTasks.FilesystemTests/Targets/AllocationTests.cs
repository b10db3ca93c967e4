using CacheTasks.TestSupport;
using static CacheTasks.FilesystemTests.SharedRootLab;

namespace CacheTasks.FilesystemTests;

/// <summary>Allocation on real filesystems: many at once, names that fold, little room.</summary>
[TestClass]
public sealed class AllocationTests : LabTest
{
    [TestMethod]
    public void FiftyAtOnce_GetOneDirectory()
    {
        var lab = Open();
        var start = Path.Combine(lab.Lab.Root, "start");
        var running = Enumerable.Range(0, 50).Select(_ => lab.Command("allocate", lab.Root, lab.Workspace, "MinimumRoom=0", "START=" + start).Start()).ToList();
        File.WriteAllText(start, "");
        var said = running.ConvertAll(process => process.StandardOutput.ReadToEnd());

        Assert.AreEqual($"target {lab.Target}\n", said.Distinct().Single());
        Assert.AreEqual(lab.Workspace + "\n", File.ReadAllText(Path.Combine(lab.Target, ".cachetasks-checkout")));
        CollectionAssert.AreEquivalent(new[] { ".cachetasks-checkout", "CACHEDIR.TAG" }, Directory.GetFileSystemEntries(lab.Target).Select(Path.GetFileName).ToArray());
        running.ForEach(process => process.Dispose());
    }

    [TestMethod]
    public void SymlinkedRoot_IsFollowed()
    {
        var lab = Open();
        var link = Path.Combine(lab.Lab.Root, "link");
        File.CreateSymbolicLink(link, lab.Root);

        Assert.AreEqual($"target {link}{lab.Target[lab.Root.Length..]}", lab.AllocateBelow(link).Single());
    }

    // FAT folds case, has no owners of its own, no unnamed files and no hard links.
    [TestMethod]
    public void FilesystemThatFoldsCase_KeepsCheckoutsApart()
    {
        var lab = Open(ExFat, mode: null);
        var upper = lab.Lab.MakeFolder("src", "APP");

        var lines = new[] { lab.Workspace, upper, lab.Workspace }.Select(workspace => lab.Command("allocate", lab.Root, workspace, "MinimumRoom=0").Run().OrFail().StandardOutput.Trim()).ToList();

        Assert.AreEqual("target " + lab.Target, lines[0]);
        Assert.AreEqual(lines[0], lines[2]);
        Assert.AreNotEqual(lines[0].ToUpperInvariant(), lines[1].ToUpperInvariant());
        Assert.AreEqual(lab.Workspace + "\n", File.ReadAllText(Path.Combine(lab.Target, ".cachetasks-checkout")));
        Assert.HasCount(2, Directory.GetFileSystemEntries(lab.Target));
    }

    [TestMethod]
    public void LittleSpace_IsSaid()
    {
        var lab = Open(lab => lab.Tmpfs("disk", "size=64m"));

        var said = lab.Allocate("MinimumRoom=100M");

        Assert.AreEqual("target " + lab.Target, said[0]);
        StringAssert.Matches(said[1], new($"^warning CACHETASKS1021: BuildNative: the build may fill the shared root {lab.Root}: 6[34] MiB left on its filesystem, less than 100 MiB\\. To see it: `df -h {lab.Root}`\\."));
        CollectionAssert.AreEqual(new[] { "target " + lab.Target }, lab.Allocate("MinimumRoom=10M"));
    }

    [TestMethod]
    public void FewInodes_AreSaid()
    {
        var lab = Open(lab => lab.Tmpfs("disk", "size=64m,nr_inodes=900"));

        StringAssert.Matches(lab.Allocate("MinimumRoom=1M")[1], new("CACHETASKS1021.* 89[0-9] inodes left on its filesystem, less than 10000 inodes"));
    }

    [TestMethod]
    public void ExcludedUser_GetsNone()
    {
        var lab = Open();

        Assert.AreEqual($"message CACHETASKS2005: BuildNative: nothing is allocated below {lab.Root}: CacheTasksExcludedUsers has uid>=41000, which is user {Victim}.", lab.Allocate("ExcludedUsers=uid>=41000").Single());
        Assert.IsEmpty(Directory.GetFileSystemEntries(lab.Root));
    }

    // A group of the process, which the user database does not know the user as a member of.
    [TestMethod]
    public void MemberOfAnExcludedGroup_GetsNone()
    {
        var lab = Open();
        var group = Run(0, "getent", "group", "games").Split(':')[2];

        var said = lab.Program("allocate", lab.Root, lab.Workspace, "ExcludedUsers=@games").Behind("setpriv", $"--reuid={Victim}", $"--regid={Victim}", $"--groups={group}", "--").Run().OrFail().StandardOutput;

        Assert.StartsWith("message CACHETASKS2005", said);
    }

    private static string ExFat(Lab lab)
    {
        var point = lab.MakeFolder("fat");
        lab.Mount(point, "-t", "exfat-fuse", "-o", $"loop,uid={Victim},gid={Victim},umask=022", lab.ImageFile("disk", "exfat"), point);
        return point;
    }

    private SharedRootLab Open(Func<Lab, string>? place = null, string? mode = "1777") => Open(nameof(AllocationTests), () => new SharedRootLab(place, mode));
}
