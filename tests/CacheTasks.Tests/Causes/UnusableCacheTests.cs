using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class UnusableCacheTests
{
    private static readonly UnusableCache s_cause = new();
    private const string Elsewhere = "Put the cache on a filesystem that has symlinks and hard links (ext4, xfs, btrfs, NFS): set CacheDirectory.";

    private static readonly Failure s_symlink = new(Operation.SymlinkInCache, Errno.EOPNOTSUPP);
    private static readonly Pair s_share = MadePair.Of(MadePlace.Smb, MadePlace.Smb);

    [TestMethod]
    [DataRow(1, DisplayName = "EPERM: vfat")]
    [DataRow(95, DisplayName = "EOPNOTSUPP: SMB without mfsymlinks")]
    [DataRow(18, DisplayName = "EXDEV: a sandbox")]
    public void WorkThatTheToolDoesInItsCache_IsExplained(int errno) =>
        s_cause.ExplainsOnly(MadePair.Vfat, new Errno(errno), Operation.SymlinkInCache, Operation.MoveInCache);

    [TestMethod]
    public void Description_NamesTheWork()
    {
        s_cause.Says(s_symlink, s_share, "making a symlink in the cache /mnt/s/uv (70 /mnt/s cifs 0:53) fails with EOPNOTSUPP, and the tool needs that there");
        s_cause.Says(
            new Failure(Operation.MoveInCache, Errno.EXDEV),
            MadePair.Sandboxed,
            "moving a file inside the cache /src/uv (36 /src ext4 8:1) fails with EXDEV, and the tool needs that there");
    }

    [TestMethod]
    public void Check_MakesASymlink() => s_cause.Checks(s_symlink, MadePair.Vfat, "cd /usb/uv && ln -s x probe && ls -l probe; rm -f probe");

    [TestMethod]
    public void Evidence_HasTheCachesOptions() => s_cause.Shows(
        s_symlink,
        MadePair.Vfat,
        "cacheMount=57 /usb vfat 8:33",
        "cacheOptions=rw,fmask=0022",
        "operation=making a symlink in the cache",
        "errno=EOPNOTSUPP");

    [TestMethod]
    public void Remedy_IsAnotherFilesystem() => s_cause.Advises(s_symlink, MadePair.Vfat, Elsewhere);

    [TestMethod]
    public void Share_CanBeMountedWithSymlinks() => s_cause.Advises(
        s_symlink,
        s_share,
        "Mount the share with the option mfsymlinks: mount -o remount,mfsymlinks does not do, so umount /mnt/s and mount it anew.",
        Elsewhere);
}
