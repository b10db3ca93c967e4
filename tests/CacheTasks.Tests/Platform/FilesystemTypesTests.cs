using System.Text;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Platform;

[TestClass]
public class FilesystemTypesTests
{
    public static IEnumerable<object[]> Types => new[]
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "ceph", "lustre", "gpfs", "beegfs", "afs", "ncpfs", "ocfs2", "gfs2", "orangefs", "pvfs2", "glusterfs", "panfs",
        "fuse", "fuseblk", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.mergerfs", "fuse.whatever",
        "ext4", "xfs", "btrfs", "tmpfs", "overlay", "proc", "sysfs", "cgroup2", "nsfs", "bpf", "fusectl", "squashfs", "vfat", "", "ünï",
    }.Select(type => new object[] { type });

    // The byte test spares ten thousand strings; it must say the same.
    [TestMethod]
    [DynamicData(nameof(Types))]
    public void BytesAndText_AgreeOnWhatCanHang(string type) => Assert.AreEqual(FilesystemTypes.CanHang(type), FilesystemTypes.CanHang(Encoding.UTF8.GetBytes(type)));

    [TestMethod]
    [DataRow("nfs4", true, true)]
    [DataRow("virtiofs", true, true)]
    [DataRow("fuse.sshfs", true, true)]
    [DataRow("fuse.rclone", true, true)]
    [DataRow("fuse.mergerfs", false, true)]
    [DataRow("fuse", false, true)]
    [DataRow("fuseblk", false, true)]
    [DataRow("sshfs", false, false)]
    [DataRow("fusectl", false, false)]
    [DataRow("ext4", false, false)]
    [DataRow("", false, false)]
    public void Type_TellsServersAndProcesses(string type, bool network, bool canHang) =>
        Assert.AreEqual((network, canHang), (FilesystemTypes.IsNetwork(type), FilesystemTypes.CanHang(type)));

    [TestMethod]
    [DataRow("fuse.mergerfs", true)]
    [DataRow("fuse.unionfs-fuse", true)]
    [DataRow("aufs", true)]
    [DataRow("fuse.bindfs", false)]
    [DataRow("overlay", false)]
    public void Union_IsNamed(string type, bool union) => Assert.AreEqual(union, FilesystemTypes.IsUnion(type));

    [TestMethod]
    [DataRow("ext4", true)]
    [DataRow("overlay", true)]
    [DataRow("vfat", false)]
    [DataRow("exfat", false)]
    [DataRow("nfs4", false)]
    [DataRow("fuse.sshfs", false)]
    public void LocalFilesystemsWithLinks_AreKnown(string type, bool links) => Assert.AreEqual(links, FilesystemTypes.HasHardLinks(type));
}
