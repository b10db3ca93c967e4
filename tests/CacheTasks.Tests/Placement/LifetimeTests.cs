using System.Text;
using CacheTasks.Colocation;
using CacheTasks.Placement.Lasting;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement;

/// <summary>Which places do not last, by mount lines as real containers, pods and services show them.</summary>
[TestClass]
public sealed class LifetimeTests
{
    private const string Hash = "3b1f0a5c9d7e24680f13579bdf02468ace13579bdf02468ace13579bdf024680";

    [TestMethod]
    public void EveryReason_IsInTheList()
    {
        var all = typeof(ShortLife).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ShortLife))).Select(type => type.Name).Order();

        AssertLines.Equal(all, AllShortLives.InOrder.Select(life => life.GetType().Name).Order());
    }

    [TestMethod]
    [DataRow("/data/uv", "31 1 8:17 / /data rw,relatime - ext4 /dev/sdb1 rw", "lasts")]
    [DataRow("/dev/shm/uv", "31 1 0:35 / /dev/shm rw - tmpfs tmpfs rw,size=64m", "goes with the next restart: /dev/shm is a tmpfs, which is in memory")]
    [DataRow("/root/.cache/uv", "31 1 0:52 / / rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w", "goes with the container: / is its own layer (overlay)")]
    [DataRow("/root/.cache/uv", "31 1 0:52 / / rw,relatime - fuse.fuse-overlayfs fuse-overlayfs rw", "goes with the container: / is its own layer (fuse.fuse-overlayfs)")]
    [DataRow("/merged/uv", "31 1 0:52 / /merged rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w", "lasts")]
    [DataRow("/scratch/uv", "31 1 8:1 /var/lib/kubelet/pods/8c5e/volumes/kubernetes.io~empty-dir/scratch /scratch rw - ext4 /dev/sda1 rw", "goes with the pod: /scratch is the emptyDir volume scratch")]
    [DataRow("/scratch/uv", "31 1 0:77 / /scratch rw - tmpfs tmpfs rw", "goes with the next restart: /scratch is a tmpfs, which is in memory")]
    [DataRow("/claim/uv", "31 1 8:1 /var/lib/kubelet/pods/8c5e/volumes/kubernetes.io~csi/pvc-1/mount /claim rw - ext4 /dev/sda1 rw", "lasts")]
    [DataRow("/tmp/uv", "31 1 8:1 /tmp/systemd-private-41a0-build.service-kYv2Zc/tmp /tmp rw - ext4 /dev/sda1 rw", "goes with the service: /tmp is its PrivateTmp")]
    [DataRow("/data/uv", "31 1 8:1 /var/lib/docker/volumes/" + Hash + "/_data /data rw - ext4 /dev/sda1 rw", "goes with the container: /data is a volume without a name")]
    [DataRow("/data/uv", "31 1 8:1 /var/lib/docker/volumes/uv-cache/_data /data rw - ext4 /dev/sda1 rw", "lasts")]
    [DataRow("/tmp/uv", "31 1 8:1 / / rw - ext4 /dev/sda1 rw", "goes with the next cleaning: the system empties /tmp by age or when it starts")]
    [DataRow("/var/tmp/uv", "31 1 8:2 / /var rw - ext4 /dev/sda2 rw", "goes with the next cleaning: the system empties /var/tmp by age or when it starts")]
    [DataRow("/tmp/disk/uv", "31 1 7:0 / /tmp/disk rw - ext4 /dev/loop0 rw", "lasts")]
    [DataRow("/tmpfiles/uv", "31 1 8:1 / / rw - ext4 /dev/sda1 rw", "lasts")]
    [DataRow("/src/app/.cache/uv", "31 1 8:1 / / rw - ext4 /dev/sda1 rw", "goes with the checkout: it lies inside the source tree /src/app")]
    [DataRow("/src/app2/uv", "31 1 8:1 / / rw - ext4 /dev/sda1 rw", "lasts")]
    public void Place_LastsOrSaysWhatEndsIt(string path, string line, string expected) => Assert.AreEqual(expected, Of(new FaultyFileSystem(), path, line).Text);

    /// <summary>Images of virtual machines are made from containers, with the mark in them.</summary>
    [TestMethod]
    [DataRow("31 1 0:40 /var/lib/containers/storage/vfs/dir/5e1 / rw - xfs /dev/sda1 rw", "goes with the container: / is its own layer (xfs, MARK)")]
    [DataRow("31 1 254:0 / / rw - ext4 /dev/vda rw", "lasts")]
    public void MarkOfARuntime_CountsWhereTheRootIsAFolder(string line, string expected)
    {
        using var folder = new TemporaryDirectory();
        var mark = folder[".containerenv"];
        File.WriteAllText(mark, "");

        var found = new ContainerLayer { Marks = [folder["none"], mark] }.Find(new FaultyFileSystem(), "/root/uv", MountLine.Parse(Encoding.UTF8.GetBytes(line))!, null);

        Assert.AreEqual(expected.Replace("MARK", mark, StringComparison.Ordinal), found is null ? "lasts" : $"goes with the container: {found}");
    }

    [TestMethod]
    public void WhatEndsBoth_IsNoDanger()
    {
        var memory = new Lifetime(AllShortLives.InOrder.OfType<InMemory>().Single(), "/tmp is a tmpfs");
        var layer = new Lifetime(AllShortLives.InOrder.OfType<ContainerLayer>().Single(), "/");

        Assert.IsTrue(Lifetime.Lasting.Outlives(memory));
        Assert.IsTrue(memory.Outlives(memory with { Evidence = "another mount" }));
        Assert.IsFalse(memory.Outlives(layer));
        Assert.IsFalse(memory.Outlives(Lifetime.Lasting));
    }

    [TestMethod]
    public void MountThatIsNotKnown_Lasts()
    {
        using var folder = new TemporaryDirectory();

        Assert.IsTrue(AllShortLives.Of(new FaultyFileSystem(), MadePlace.On(null, folder.Location), null).Lasts);
    }

    private static Lifetime Of(FaultyFileSystem files, string path, string line) =>
        AllShortLives.Of(files, MadePlace.On(MountLine.Parse(Encoding.UTF8.GetBytes(line)), path), "/src/app");
}
