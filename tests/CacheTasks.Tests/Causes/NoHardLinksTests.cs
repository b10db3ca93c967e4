using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class NoHardLinksTests
{
    private static readonly NoHardLinks s_cause = new();
    private static readonly Failure s_link = new(Operation.Hardlink, Errno.EPERM);

    [TestMethod]
    [DataRow(1, DisplayName = "EPERM: vfat, exfat, NFS of such")]
    [DataRow(95, DisplayName = "EOPNOTSUPP")]
    [DataRow(38, DisplayName = "ENOSYS: FUSE")]
    [DataRow(5, DisplayName = "EIO: rclone")]
    public void LinksThatWorkNowhere_AreExplained(int errno) => s_cause.ExplainsOnly(MadePair.Vfat, new Errno(errno), Operation.Hardlink);

    // 1022: where the filesystem has links, something forbids them.
    [TestMethod]
    public void FilesystemWithLinks_HasAnotherCause() => s_cause.ExplainsOnlyOn(s_link, MadePair.Vfat);

    [TestMethod]
    public void LinksWithinASide_AreAnotherCause() => s_cause.ExplainsOnly(MadePair.Vfat with { Links = new LinkTests(Errno.None, Errno.None, null) }, Errno.EPERM);

    [TestMethod]
    [DataRow(18, DisplayName = "EXDEV")]
    [DataRow(31, DisplayName = "EMLINK")]
    [DataRow(28, DisplayName = "ENOSPC")]
    public void AnotherError_IsAnotherCause(int errno) => s_cause.ExplainsOnly(MadePair.Vfat, new Errno(errno));

    [TestMethod]
    public void Description_NamesTheFilesystem() =>
        s_cause.Says(s_link, MadePair.Vfat, "vfat at /usb (mount 57) has no hard links (EPERM, also within one directory)");

    [TestMethod]
    public void Check_LinksWithinTheFolder() => s_cause.Checks(s_link, MadePair.Vfat, "touch /usb/app/.venv/probe && ln /usb/app/.venv/probe /usb/app/.venv/probe-link; rm -f /usb/app/.venv/probe /usb/app/.venv/probe-link");

    [TestMethod]
    public void Evidence_HasTheOptions() => s_cause.Shows(
        s_link, MadePair.Vfat, "cacheMount=57 /usb vfat 8:33", "targetMount=57 /usb vfat 8:33", "errno=EPERM", "targetOptions=rw,fmask=0022");

    [TestMethod]
    public void Remedies_AreAnotherFilesystem() => s_cause.Advises(
        s_link,
        MadePair.Vfat,
        "Put cache and target on a filesystem with hard links or clones (ext4, xfs, btrfs): set CacheDirectory and TargetDirectory.",
        "If the copies are wanted, set LinkMode=\"copy\".");
}
