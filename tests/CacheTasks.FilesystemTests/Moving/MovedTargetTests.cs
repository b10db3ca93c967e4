using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A target that moves between real filesystems, mounts and subvolumes, or cannot.</summary>
[TestClass]
public sealed class MovedTargetTests : LabTest
{
    [TestMethod]
    [DataRow(nameof(Fixtures.Ext4SameMount), "is renamed to")]
    [DataRow(nameof(Fixtures.TwoExt4Images), "is copied to")]
    [DataRow(nameof(Fixtures.BindMount), "is copied to")]
    [DataRow(nameof(Fixtures.BtrfsSubvolumes), "is copied to")]
    [DataRow(nameof(Fixtures.Ext4ToTmpfs), "is copied to")]
    [DataRow(nameof(Fixtures.Overlay), "")]
    public void Everything_IsThereAfterwards(string fixture, string how)
    {
        var (source, destination) = Prepare(fixture);
        var before = MovedTree.Contents(source);

        var result = Move(source, destination);

        Assert.AreEqual(MigrationState.Moved, result.State, string.Join('\n', result.Findings));
        Assert.Contains(how, result.Lines[0]);
        CollectionAssert.AreEqual(before.ToList(), MovedTree.Contents(destination).ToList());
        Assert.IsFalse(Directory.Exists(source));
        Comparison.AssertNone("leftovers", [.. MovedTree.Leftovers(Path.GetDirectoryName(source)!, Path.GetDirectoryName(destination)!)]);
        Lab.System("rm", "-rf", destination);
    }

    // One mount, and the rename is refused with EXDEV all the same.
    [TestMethod]
    public void OtherProject_IsCopiedTo()
    {
        var lab = Open(Fixtures.XfsIntoProjectTree);
        var (source, destination) = (Path.Combine(lab.Cache, "target"), Path.Combine(lab.TargetParent, "app-1"));
        Lab.System("cp", "-a", MovedTree.Make(lab), source);
        var before = MovedTree.Contents(source);

        var result = Move(source, destination);

        Assert.Contains("is copied to", result.Lines[0]);
        CollectionAssert.AreEqual(before.ToList(), MovedTree.Contents(destination).ToList());
        Assert.IsFalse(Directory.Exists(source));
        Lab.System("rm", "-rf", destination);
    }

    // 64 MB of hole and eight bytes.
    [TestMethod]
    [DataRow(nameof(Fixtures.TwoExt4Images))]
    [DataRow(nameof(Fixtures.Ext4ToTmpfs))]
    public void Holes_StayHoles(string fixture)
    {
        var (source, destination) = Prepare(fixture);

        Move(source, destination);

        var blocks = new Command("stat", "-c", "%s %b", Path.Combine(destination, "sparse")).Run().OrFail().StandardOutput.Split(' ');
        Assert.AreEqual((64 << 20) + 3, int.Parse(blocks[0], null));
        Assert.IsLessThan(64, int.Parse(blocks[1], null));
        Lab.System("rm", "-rf", destination);
    }

    [TestMethod]
    [DataRow(nameof(Fixtures.BtrfsSubvolumes))]
    public void Copy_IsACloneWhereThatWorks(string fixture)
    {
        var (source, destination) = Prepare(fixture);
        var file = Path.Combine("debug", "deps", "lib12.rlib");
        Lab.System("sync");
        var files = FileSystem.Current!;
        files.FirstExtent(Path.Combine(source, file), out var before);
        Assert.AreEqual(ExtentKind.Mapped, before.Kind, "the fixture must have the file on disk");

        Move(source, destination);

        files.FirstExtent(Path.Combine(destination, file), out var after);
        Assert.AreEqual(before.Physical, after.Physical);
        Lab.System("rm", "-rf", destination);
    }

    // A build in one would change the other, which then calls the wrong program fresh.
    [TestMethod]
    public void Trees_AreNeverLinked()
    {
        var (source, destination) = Prepare(nameof(Fixtures.BindMount));
        var kept = source + "-kept";
        Lab.System("cp", "-al", source, kept);

        Move(source, destination);

        var (one, other) = (Inode(Path.Combine(kept, "debug/deps/lib2.rlib")), Inode(Path.Combine(destination, "debug/deps/lib2.rlib")));
        Assert.AreNotEqual(one, other);
        Lab.System("rm", "-rf", destination, kept);

        static string Inode(string path) => new Command("stat", "-c", "%d %i %h", path).Run().OrFail().StandardOutput;
    }

    [TestMethod]
    public void FullDisk_LeavesTheSourceAlone()
    {
        var lab = Open(new Fixture("FullTmpfsTarget", lab =>
        {
            lab.TargetParent = Directory.CreateDirectory(Path.Combine(lab.Image("disk", "ext4", "-q", "-F"), "src")).FullName;
            lab.Cache = Path.Combine(lab.Tmpfs("memory", "size=1m"), "cache");
        }));
        var (source, destination) = Places(lab);
        Lab.System("cp", "-a", MovedTree.Make(lab), source);
        File.WriteAllBytes(Path.Combine(source, "debug", "deps", "large.rlib"), new byte[3_000_000].Select((_, number) => (byte)(number * 7)).ToArray());
        var before = MovedTree.Contents(source);

        var result = Move(source, destination);

        Assert.AreEqual(MigrationState.Refused, result.State);
        Assert.Contains("failed with ENOSPC (No space left on device): the space or the inodes are used up.", result.Findings.Single().Text);
        CollectionAssert.AreEqual(before.ToList(), MovedTree.Contents(source).ToList());
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(destination)!));
        Lab.System("rm", "-rf", source);
    }

    [TestMethod]
    public void MountPoint_Stays()
    {
        var lab = Open(Fixtures.Ext4SameMount);
        var (source, destination) = Places(lab);
        Directory.CreateDirectory(source);
        lab.Tmpfs(Path.GetRelativePath(lab.Root, source), "size=1m");

        Assert.Contains("something is mounted there", Move(source, destination).Findings.Single().Text);
    }

    [TestMethod]
    public void MountInside_KeepsTheTarget()
    {
        var lab = Open(Fixtures.Ext4SameMount);
        var (source, destination) = Places(lab);
        Directory.CreateDirectory(Path.Combine(source, "debug"));
        lab.Tmpfs(Path.GetRelativePath(lab.Root, Path.Combine(source, "debug")), "size=1m");

        Assert.Contains("something is mounted inside, at debug", Move(source, destination).Findings.Single().Text);
        Assert.IsTrue(Directory.Exists(source));
    }

    [TestMethod]
    public void ReadOnlySource_StaysAndNothingIsCopied()
    {
        var lab = Open(Fixtures.TwoExt4Images);
        var (source, destination) = Places(lab);
        Lab.System("cp", "-a", MovedTree.Make(lab), source);
        var mount = Path.GetDirectoryName(Path.GetDirectoryName(source)!)!;
        Lab.System("mount", "-o", "remount,ro", mount);

        var result = Move(source, destination);

        Assert.AreEqual(MigrationState.Refused, result.State);
        Assert.Contains("EROFS", result.Findings.Single().Text);
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(destination)!));
        Lab.System("mount", "-o", "remount,rw", mount);
        Lab.System("rm", "-rf", source);
    }

    private (string Source, string Destination) Prepare(string fixture)
    {
        var lab = Open(Fixtures.All.Single(one => one.Name == fixture));
        var (source, destination) = Places(lab);
        Lab.System("cp", "-a", MovedTree.Make(lab), source);
        return (source, destination);
    }

    internal static (string Source, string Destination) Places(Lab lab) =>
        (Path.Combine(lab.TargetParent, "target"), Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(lab.Cache)!, "root")).FullName, "app-1"));

    internal static MigrationResult Move(string source, string destination, uint? forUser = null) =>
        TargetMigration.Run(MoveTools.Current!, new MigrationRequest(source, destination, MoveProcess.Checkout) { LockFiles = [".cargo-lock"], ForUser = forUser });
}
