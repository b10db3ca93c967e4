using CacheTasks.Platform;
using CacheTasks.Platform.Linux;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Platform;

/// <summary>The status without statx(2) says what statx says, but for the attributes, which only statx knows.</summary>
[TestClass]
public sealed class OldStatusTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("old");

    public OldStatusTests()
    {
        File.WriteAllText(_folder["ü file"], "12345");
        File.SetUnixFileMode(_folder["ü file"], UnixFileMode.UserRead | UnixFileMode.SetGroup | UnixFileMode.OtherExecute);
        new Command("ln", _folder["ü file"], _folder["second"]).Run().OrFail();
        // Otherwise both times would be the same second.
        File.SetLastWriteTimeUtc(_folder["ü file"], DateTime.UnixEpoch.AddSeconds(1_000_000_000.5));
        File.CreateSymbolicLink(_folder["link"], "ü file");
        new Command("mkfifo", _folder["pipe"]).Run().OrFail();
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("ü file")]
    [DataRow("link")]
    [DataRow("pipe")]
    [DataRow(".")]
    [DataRow("/")]
    [DataRow("/proc")]
    [DataRow("/dev/null")]
    public void Status_IsThatOfStatx(string path)
    {
        foreach (var follow in new[] { true, false })
        {
            var expected = FileSystem.Current!.Stat(_folder[path], follow, out var ours);
            var errno = OldStatus.Stat(LibC.AT_FDCWD, _folder[path], follow ? 0 : LibC.AT_SYMLINK_NOFOLLOW, out var old);

            Assert.AreEqual((expected, ours with { Attributes = InodeAttributes.None }), (errno, old));
            Assert.AreNotEqual(0ul, old.MountId);
        }
    }

    [TestMethod]
    public void OpenFile_HasTheSameStatus()
    {
        FileSystem.Current!.OpenDirectory(_folder.Location, out var handle);
        using (handle)
        {
            FileSystem.Current.Stat(handle, out var ours);
            Assert.AreEqual(Errno.None, OldStatus.Stat((int)handle.DangerousGetHandle(), "", LibC.AT_EMPTY_PATH, out var old));

            Assert.AreEqual(ours with { Attributes = InodeAttributes.None }, old);
        }
    }

    [TestMethod]
    public void MissingFile_IsAnErrorNumber()
    {
        Assert.AreEqual(Errno.ENOENT, OldStatus.Stat(LibC.AT_FDCWD, _folder["absent"], 0, out var status));
        Assert.AreEqual(default, status);
        Assert.AreEqual(0ul, OldStatus.MountIdOf(LibC.AT_FDCWD, _folder["absent"], 0));
    }

    // A mount of its own on every system.
    [TestMethod]
    public void MountId_IsThatOfTheMount()
    {
        using var mounts = FileSystem.Current!.ReadMounts();

        Assert.AreEqual("/proc", mounts.Find(OldStatus.MountIdOf(LibC.AT_FDCWD, "/proc", 0))!.MountPoint);
    }
}
