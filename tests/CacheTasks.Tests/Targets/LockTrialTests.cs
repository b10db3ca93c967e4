using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

/// <summary>Refused for real in RefusedLocksTests.</summary>
[TestClass]
public sealed class LockTrialTests : IDisposable
{
    private readonly TemporaryDirectory _target = new("trial");

    public void Dispose() => _target.Dispose();

    [TestMethod]
    public void LocksThatWork_AreNotSpokenOf()
    {
        Assert.IsNull(Try(FileSystem.Locks!));
        AssertLines.None(Directory.EnumerateFileSystemEntries(_target.Location));
    }

    // NFS_SUPER_MAGIC: cargo locks nothing there, though flock(2) would work.
    [TestMethod]
    public void FilesystemOnWhichTheToolDoesNotLock_IsSaid() => Assert.AreEqual(
        $"two builds at the same time can spoil the target {_target.Location}: cargo does not lock on this type of filesystem (0x6969). To see it: `stat -f -c '%T 0x%t' {_target.Location}`. Do not build twice at the same time there, or put the target on a local disk: SharedRoot or TargetDirectory.",
        Try(new MadeLocks { Magic = 0x6969 }));

    [TestMethod]
    [DataRow("ENOSYS")]
    [DataRow("EOPNOTSUPP")]
    [DataRow("ENOLCK")]
    public void RefusedLock_IsSaidWithItsError(string errno)
    {
        Assert.Contains($"locks do not work there, flock(2) fails with {Errno.Parse(errno).Text} ({errno}). To see it: `flock --nonblock {_target.Location} true`.", Try(new MadeLocks { Answer = Errno.Parse(errno) })!);
        AssertLines.None(Directory.EnumerateFileSystemEntries(_target.Location));
    }

    [TestMethod]
    public void NothingToTryOn_IsNotSpokenOf()
    {
        var refused = new MadeLocks { Answer = Errno.ENOSYS };

        Assert.IsNull(Try(refused, new FaultyFileSystem().Fail("CreateUnnamed", Errno.EACCES)));
        Assert.IsNull(new LockTrial(FileSystem.Current!, refused, MadeProfile.Shipped("cargo")).Try(_target["absent"])?.Text);
    }

    [TestMethod]
    public void FilesystemWithoutUnnamedFiles_IsLeftClean()
    {
        Assert.IsNotNull(Try(new MadeLocks { Answer = Errno.ENOSYS }, new FaultyFileSystem().Fail("CreateUnnamed", Errno.EOPNOTSUPP)));
        AssertLines.None(Directory.EnumerateFileSystemEntries(_target.Location));
    }

    private string? Try(IFileLocks locks, IFileSystem? files = null) =>
        new LockTrial(files ?? FileSystem.Current!, locks, MadeProfile.Shipped("cargo")).Try(_target.Location)?.Text;
}
