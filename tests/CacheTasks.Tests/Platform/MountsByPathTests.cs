using System.Diagnostics;
using System.Text;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Platform;

/// <summary>By path only the route is chosen: the mount that a path seems to lie on.</summary>
[TestClass]
public class MountsByPathTests
{
    private const string Table =
        """
        27 1 254:0 / / rw - ext4 /dev/vda rw
        36 27 8:1 / /a rw - ext4 /dev/sda1 rw
        37 36 0:33 / /a/b rw - nfs4 h:/e rw
        38 27 8:1 /sub /with\040space rw - ext4 /dev/sda1 rw
        40 27 8:2 / /data rw - ext4 /dev/sdb1 rw
        41 40 0:61 / /data rw - fuse.sshfs h: rw
        """ + "\n";

    [TestMethod]
    [DataRow("/", 27)]
    [DataRow("/ab", 27, DisplayName = "/a is no parent of /ab")]
    [DataRow("/a", 36)]
    [DataRow("/a/bc", 36)]
    [DataRow("/a/b", 37)]
    [DataRow("/a/b/c/d", 37)]
    [DataRow("/with space/x", 38)]
    [DataRow("/data/x", 41, DisplayName = "the upper of two")]
    public void Path_IsOnTheLongestPointAboveIt(string path, int id) => Assert.AreEqual((ulong)id, Of(Table).FindByPath(path)!.Id);

    [TestMethod]
    public void EmptyTable_HasNothing()
    {
        using var empty = Of("");

        Assert.IsNull(empty.FindByPath("/"));
        Assert.IsFalse(empty.HasRemote);
        AssertLines.None(empty.OfFilesystem("8:1"));
    }

    [TestMethod]
    public void CutOffLine_IsNothing()
    {
        using var cut = Of("36 27 8:1 / /a rw - ext4 /dev/sda1 rw\n37 27 8:1 / /");

        Assert.AreEqual(36ul, cut.FindByPath("/a/b")!.Id);
        AssertLines.Equal([36ul], cut.OfFilesystem("8:1").Select(mount => mount.Id));
    }

    [TestMethod]
    public void Filesystem_HasAllItsMounts()
    {
        using var table = Of(Table);

        AssertLines.Equal([36ul, 38ul], table.OfFilesystem("8:1").Select(mount => mount.Id));
        AssertLines.None(table.OfFilesystem("8:11"));
        AssertLines.None(table.OfFilesystem("8:"));
    }

    [TestMethod]
    [DataRow("nfs4", true)]
    [DataRow("fuse.sshfs", true)]
    [DataRow("fuseblk", true)]
    [DataRow("ext4", false)]
    [DataRow("nsfs", false)]
    public void Remote_IsWhatCanHang(string type, bool remote) => Assert.AreEqual(remote, Of($"36 27 8:1 / /a rw - {type} s rw\n").HasRemote);

    // A source may look like a type.
    [TestMethod]
    public void Remote_IsToldByTheTypeOnly() => Assert.IsFalse(Of("36 27 8:1 /nfs4 /nfs4 rw - ext4 nfs4 rw,nfs4\n").HasRemote);

    [TestMethod]
    public void TenThousandMounts_AreFoundInTime()
    {
        using var table = Of(string.Concat(Enumerable.Range(100, 10_000).Select(id => $"{id} 1 8:{id} / /mnt/{id} rw,relatime shared:{id} - ext4 /dev/sd{id} rw,discard\n")));
        table.FindByPath("/mnt/100/x");
        var watch = Stopwatch.StartNew();

        Assert.AreEqual("/mnt/10099", table.Find(10_099)!.MountPoint);
        Assert.AreEqual(10_099ul, table.FindByPath("/mnt/10099/cache")!.Id);
        Assert.HasCount(1, table.OfFilesystem("8:10099"));
        Assert.IsFalse(table.HasRemote);
        Assert.IsLessThan(500, watch.ElapsedMilliseconds);
    }

    private static MountTable Of(string lines) => new(Encoding.UTF8.GetBytes(lines));
}
