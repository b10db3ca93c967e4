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
    [DataRow(22, DisplayName = "EINVAL: a rename that replaces nothing")]
    public void WorkThatTheToolDoesInItsCache_IsExplained(int errno) =>
        s_cause.ExplainsOnly(MadePair.Vfat, new Errno(errno), [.. new[] { Operation.LockCache, Operation.LockPackage, Operation.SymlinkInCache }.Concat(errno == 22 ? [Operation.Symlink] : Array.Empty<Operation>()).Order()]);

    [TestMethod]
    public void Description_NamesTheWork()
    {
        s_cause.Says(s_symlink, s_share, "on 70 /mnt/s cifs 0:53, where /mnt/s/uv lies, making a symlink in the cache fails with EOPNOTSUPP, and the tool needs that there");
        s_cause.Says(
            new Failure(Operation.LockPackage, Errno.EPERM),
            MadePair.Vfat,
            "on 57 /usb vfat 8:33, where /usb/uv lies, making a lock file in the cache, by a rename that replaces nothing or by a hard link, fails with EPERM, and the tool needs that there");
    }

    [TestMethod]
    public void Check_MakesASymlink() => s_cause.Checks(s_symlink, MadePair.Vfat, "cd /usb/uv && ln -s x probe && ls -l probe; rm -f probe");

    [TestMethod]
    public void Evidence_HasTheCachesOptions() => s_cause.Shows(
        s_symlink,
        MadePair.Vfat,
        "mount=57 /usb vfat 8:33",
        "mountOptions=rw,fmask=0022",
        "operation=making a symlink in the cache",
        "errno=EOPNOTSUPP");

    [TestMethod]
    public void Remedy_IsAnotherFilesystem() => s_cause.Advises(s_symlink, MadePair.Vfat, Elsewhere);

    [TestMethod]
    public void Share_CanBeMountedWithSymlinks() => s_cause.Advises(
        s_symlink,
        s_share,
        "Mount the share with the option mfsymlinks: mount -o remount,mfsymlinks does not do, so `umount /mnt/s` and mount it anew.",
        Elsewhere);
}
