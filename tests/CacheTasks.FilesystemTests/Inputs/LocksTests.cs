using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>/proc/locks numbers files by superblock, which on some filesystems is not what a status says.</summary>
[TestClass]
public sealed class LocksTests : LabTest
{
    public static IEnumerable<object[]> Filesystems =>
        [[nameof(Fixtures.Ext4SameMount)], [nameof(Fixtures.BtrfsSubvolumes)], [nameof(Fixtures.Overlay)], [nameof(Fixtures.OverlayLowerTarget)], [nameof(Fixtures.OverlayUpperOnTmpfs)], [nameof(Fixtures.Xfs)], [nameof(Fixtures.Tmpfs)]];

    [TestMethod]
    [DynamicData(nameof(Filesystems))]
    public void Holder_IsFound(string fixture)
    {
        var lab = Open(Fixtures.All.Single(one => one.Name == fixture));
        var target = Path.Combine(lab.TargetParent, "target");
        Directory.CreateDirectory(Path.Combine(target, "debug"));
        File.WriteAllText(Path.Combine(target, "debug", ".lock"), "");
        using var holder = Locker.Hold(Path.Combine(target, "debug", ".lock"));

        var held = Held(target);

        Assert.AreEqual(1, held.Count);
        Assert.AreEqual(holder.Id, held[0].Holders.Single().ProcessId);
    }

    // Two subvolumes give equal numbers to their first files, and /proc/locks has no other.
    [TestMethod]
    public void LockInAnotherSubvolume_IsNotTakenForOurs()
    {
        var lab = Open(Fixtures.BtrfsSubvolumes);
        var (ours, theirs) = (Path.Combine(lab.TargetParent, "..", "target"), Path.Combine(Path.GetDirectoryName(lab.Cache)!, "target"));
        foreach (var target in new[] { ours, theirs })
        {
            Directory.CreateDirectory(Path.Combine(target, "debug"));
            File.WriteAllText(Path.Combine(target, "debug", ".lock"), "");
        }
        var files = FileSystem.Current!;
        files.Stat(Path.Combine(ours, "debug", ".lock"), followLink: true, out var one);
        for (var number = 0; number < 100 && Inode(Path.Combine(theirs, "debug", ".lock")) != one.Inode; number++)
        {
            File.Delete(Path.Combine(theirs, "debug", ".lock"));
            File.WriteAllText(Path.Combine(theirs, "debug", ".lock"), "");
        }
        Assert.AreEqual(one.Inode, Inode(Path.Combine(theirs, "debug", ".lock")), "the fixture must have two files of one number");
        using var holder = Locker.Hold(Path.Combine(theirs, "debug", ".lock"));

        Assert.HasCount(0, Held(ours));
        Assert.HasCount(1, Held(theirs));

        ulong Inode(string path)
        {
            files.Stat(path, followLink: true, out var status);
            return status.Inode;
        }
    }

    private static IReadOnlyList<HeldLock> Held(string target)
    {
        using var mounts = FileSystem.Current!.ReadMounts();
        return new LockHolders(FileSystem.Locks!, FileSystem.Processes!).Find(new LockFiles(FileSystem.Current!, mounts).Find(target, [".lock"]));
    }
}
