using System.Text;
using CacheTasks.Colocation;
using CacheTasks.Platform;

namespace CacheTasks.Tests.Support;

/// <summary>Observed directories as records: what a cause may look at needs no filesystem.</summary>
internal static class MadePlace
{
    public static readonly MountInfo Ext4AtCache = new(31, "8:1", "/cache", "/cache", "rw,relatime", "ext4", "/dev/sda1", "rw");
    public static readonly MountInfo Ext4AtSrc = new(36, "8:1", "/src", "/src", "rw,relatime", "ext4", "/dev/sda1", "rw");
    public static readonly MountInfo TmpfsAtTmp = new(40, "0:35", "/", "/tmp", "rw,nosuid", "tmpfs", "tmpfs", "rw,size=1024k");
    public static readonly MountInfo BtrfsAtVol = new(50, "0:50", "/", "/vol", "rw,relatime", "btrfs", "/dev/sdb1", "rw,subvolid=5,subvol=/");
    public static readonly MountInfo XfsAtData = new(52, "8:17", "/", "/data", "rw,relatime", "xfs", "/dev/sdb1", "rw,attr2,prjquota");
    public static readonly MountInfo OverlayAtRoot = new(55, "0:52", "/", "/image", "rw,relatime", "overlay", "overlay", "rw,lowerdir=/l,upperdir=/u,workdir=/w");
    public static readonly MountInfo VfatAtUsb = new(57, "8:33", "/", "/usb", "rw,relatime", "vfat", "/dev/sdc1", "rw,fmask=0022");
    public static readonly MountInfo UnionAtPool = new(58, "0:61", "/", "/pool", "rw,relatime", "fuse.mergerfs", "d1:d2", "rw,user_id=0");
    public static readonly MountInfo BindfsAtView = new(59, "0:62", "/", "/view", "rw,relatime", "fuse.bindfs", "/srv", "rw,user_id=0");

    // As real clients print them, with the server on the same machine.
    public static readonly MountInfo Nfs4 = Line("44 24 0:33 / /mnt/4e rw,relatime - nfs4 127.0.0.1:/srv/e rw,vers=4.2,soft,proto=tcp,sec=sys,clientaddr=127.0.0.1,addr=127.0.0.1");
    public static readonly MountInfo Nfs4Again = Line("49 24 0:33 / /mnt/4e2 rw,relatime - nfs4 127.0.0.1:/srv/e rw,vers=4.2,soft,proto=tcp,sec=sys,clientaddr=127.0.0.1,addr=127.0.0.1");
    public static readonly MountInfo Nfs4NoCache = Line("50 24 0:41 / /mnt/4e3 rw,relatime - nfs4 127.0.0.1:/srv/e rw,sync,vers=4.2,soft,noac,proto=tcp,clientaddr=127.0.0.1,addr=127.0.0.1");
    public static readonly MountInfo Nfs3 = Line("41 24 0:31 / /mnt/3e rw,relatime - nfs 127.0.0.1:/srv/e rw,vers=3,soft,nolock,proto=tcp,mountaddr=127.0.0.1,addr=127.0.0.1");
    public static readonly MountInfo NfsOuter = Line("58 24 0:43 / /mnt/4r rw,relatime - nfs4 127.0.0.1:/srv/r rw,vers=4.2,soft,proto=tcp,sec=sys,clientaddr=127.0.0.1,addr=127.0.0.1");
    public static readonly MountInfo NfsChild = Line("53 58 0:38 / /mnt/4r/child rw,relatime - nfs4 127.0.0.1:/srv/r/child rw,vers=4.2,soft,proto=tcp,clientaddr=127.0.0.1,addr=127.0.0.1");
    public static readonly MountInfo NfsElsewhere = Line("80 24 0:70 / /mnt/o rw,relatime - nfs4 192.0.2.7:/srv/e rw,vers=4.2,soft,proto=tcp,clientaddr=192.0.2.1,addr=192.0.2.7");
    public static readonly MountInfo Smb = Line("70 24 0:53 / /mnt/s rw,relatime - cifs //127.0.0.1/s rw,vers=3.1.1,cache=strict,addr=127.0.0.1,soft,nounix,serverino,mapposix,actimeo=1");
    public static readonly MountInfo Plan9 = Line("74 24 0:57 / /mnt/hsnone rw,relatime - 9p hsnone rw,sync,dirsync,access=client,msize=512000,trans=virtio");

    /// <summary>An existing directory of user 1000.</summary>
    public static Place On(MountInfo? mount, string path, uint owner = 1000, uint mode = 0x1ED) =>
        new(path, path, new FileStatus(FileKind.Directory, DeviceOf(mount), 7, mount?.Id ?? 0, owner, 1000, mode, 2, 4096, 0, 0), mount);

    public static Place In(this Place place, DirectoryDetails details) => place with { Details = details };

    public static Place With(this Place place, InodeAttributes attributes) => place with { Status = place.Status with { Attributes = attributes } };

    private static MountInfo Line(string line) => MountLine.Parse(Encoding.UTF8.GetBytes(line))!;

    private static Device DeviceOf(MountInfo? mount)
    {
        var numbers = (mount?.Device ?? "8:1").Split(':');
        return new Device(uint.Parse(numbers[0]), uint.Parse(numbers[1]));
    }
}
