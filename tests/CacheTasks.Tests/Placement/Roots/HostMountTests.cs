using System.Text;
using CacheTasks.Placement.Roots;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Placement.Roots;

/// <summary>Which mounts are a directory of the host, from tables as they are shown inside.</summary>
[TestClass]
public class HostMountTests
{
    private const string Overlay = "500 400 0:52 / / rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w\n";
    private const string Disk = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n";
    private const string Jail = "500 400 254:0 /tmp/melange-guest-1 / rw,relatime - ext4 /dev/vda rw\n";

    // Docker, Kubernetes with a directory, Kubernetes with a volume, melange with bubblewrap, a chroot.
    [TestMethod]
    [DataRow(Overlay, "612 500 254:0 /srv/melange-cache /cache rw,relatime - ext4 /dev/vda rw", "/srv/melange-cache of the ext4 on /dev/vda (mount 612, 254:0)", "/ is an overlay")]
    [DataRow(Overlay, "612 500 0:41 /srv/a\\040b /cache rw - nfs4 server:/export rw", "/srv/a b of the nfs4 on server:/export (mount 612, 0:41)", "/ is an overlay")]
    [DataRow(Jail, "612 500 254:0 /srv/cache /cache rw - ext4 /dev/vda rw", "/srv/cache of the ext4 on /dev/vda (mount 612, 254:0)", "/ is the directory /tmp/melange-guest-1 of the ext4 on /dev/vda")]
    [DataRow(Jail, "612 500 254:16 / /cache rw - xfs /dev/vdb rw", "the whole xfs on /dev/vdb (mount 612, 254:16)", "/ is the directory /tmp/melange-guest-1 of the ext4 on /dev/vda")]
    [DataRow(Jail, "612 500 254:0 / /cache rw - ext4 /dev/vda rw", "the whole ext4 on /dev/vda (mount 612, 254:0)", "/ is the directory /tmp/melange-guest-1 of the ext4 on /dev/vda")]
    [DataRow("", "612 500 254:0 /srv/cache /cache rw - ext4 /dev/vda rw", "/srv/cache of the ext4 on /dev/vda (mount 612, 254:0)", "no mount is at /, as in a chroot")]
    [DataRow(Jail, "612 500 0:30 /build /cache rw - tmpfs tmpfs rw", "/build of the tmpfs on tmpfs (mount 612, 0:30)", "/ is the directory /tmp/melange-guest-1 of the ext4 on /dev/vda")]
    public void MountOfTheHost_IsSaidWithItsDirectory(string top, string cache, string what, string evidence) => Assert.AreEqual(
        $"CACHETASKS3005 what is written below CacheTasksRoot=/cache reaches the host: /cache is a read-write mount of {what}, and this build runs in a container or chroot ({evidence}). " +
        "Where that is not meant, mount it read-only and name its folders as layers: `<CacheLayer Include=\"/cache/uv\" Tool=\"uv\" />`. Where it is: MSBuildWarningsAsMessages=CACHETASKS3005",
        Find(top, cache));

    // A bind mount or another disk of one's own system; a btrfs subvolume, an ostree deployment as /.
    [TestMethod]
    [DataRow(Disk, "31 27 254:0 /srv/cache /cache rw - ext4 /dev/vda rw")]
    [DataRow(Disk, "31 27 254:16 / /cache rw - ext4 /dev/vdb rw")]
    [DataRow(Disk, "31 27 0:41 / /cache rw - nfs4 server:/export rw")]
    [DataRow("27 1 0:25 /@ / rw - btrfs /dev/vda rw\n", "31 27 0:25 /@cache /cache rw - btrfs /dev/vda rw")]
    [DataRow("27 1 254:0 /ostree/deploy/os/deploy/1.0 / rw - xfs /dev/vda rw\n", "31 27 254:0 /ostree/deploy/os/var /cache rw - xfs /dev/vda rw")]
    [DataRow("27 1 0:25 / / rw - tmpfs none rw\n", "31 27 254:0 /persist/cache /cache rw - ext4 /dev/vda rw")]
    public void OwnMountsOfASystem_SayNothing(string top, string cache) => Assert.AreEqual("", Find(top, cache));

    // Read-only by either half; what ends with the container; a live system's own disk; the same filesystem twice.
    [TestMethod]
    [DataRow(Overlay, "612 500 254:0 /srv/cache /cache ro,relatime - ext4 /dev/vda rw")]
    [DataRow(Overlay, "612 500 254:0 /srv/cache /cache rw - ext4 /dev/vda ro")]
    [DataRow(Jail, "612 500 0:30 / /cache rw - tmpfs tmpfs rw")]
    [DataRow(Jail, "612 500 0:31 / /cache rw - overlay overlay rw")]
    [DataRow(Overlay, "612 500 254:16 / /cache rw - ext4 /dev/vdb rw")]
    [DataRow(Overlay, "612 500 0:52 / /cache rw - overlay overlay rw")]
    public void WhatDoesNotReachTheHost_SaysNothing(string top, string cache) => Assert.AreEqual("", Find(top, cache));

    [TestMethod]
    public void CacheOnTheProjectsOwnMount_SaysNothing() => Assert.AreEqual("", Find(Overlay, "612 500 254:0 /srv/work /cache rw - ext4 /dev/vda rw", project: 612));

    [TestMethod]
    public void CacheOnTheMountAtTheTop_SaysNothing() => Assert.AreEqual("", Find("", Jail.TrimEnd('\n').Replace(" / rw", " / rw", StringComparison.Ordinal), same: true));

    // The mark of Docker is in every system that was made from an image: on a disk it shows nothing.
    [TestMethod]
    [DataRow(Disk, true)]
    [DataRow(Overlay, false)]
    [DataRow("27 1 254:0 /sub / rw - ext4 /dev/vda rw\n", false)]
    [DataRow("27 1 0:3 / / rw - zfs rpool/docker rw\n", false)]
    public void WholeDisk_IsNoImageLayer(string top, bool disk) => Assert.AreEqual(disk, Confinement.IsDisk(Top(top)));

    [TestMethod]
    [DataRow("KUBERNETES_SERVICE_HOST", "10.0.0.1")]
    [DataRow("container", "podman")]
    public void Variable_ShowsAContainer(string variable, string value)
    {
        using var mounts = new MountTable(Encoding.UTF8.GetBytes(Disk));

        Assert.AreEqual(new Confinement($"{variable}={value}"), Confinement.Find(new Support.FaultyFileSystem(), mounts, name => name == variable ? value : null));
    }

    private static string Find(string top, string cache, ulong project = 1, bool same = false)
    {
        var first = same ? Top(cache + "\n") : Top(top);
        var finding = HostMount.Find("/cache", MountLine.Parse(Encoding.UTF8.GetBytes(cache))!, first, project, Confinement.OfRoot(first));
        return finding is null ? "" : $"{finding.Rule} {finding.Text}";
    }

    private static MountInfo? Top(string line)
    {
        using var mounts = new MountTable(Encoding.UTF8.GetBytes(line));
        return mounts.FindByPath("/");
    }
}
