using CacheTasks.Platform;
using CacheTasks.TestSupport;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Tests.Platform;

/// <summary>Our locks against those of flock(1).</summary>
[TestClass]
public sealed class LinuxFileLocksTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("locks");

    public LinuxFileLocksTests() => File.WriteAllText(_folder["lock"], "");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(true, true, "EAGAIN")]
    [DataRow(true, false, "EAGAIN")]
    [DataRow(false, true, "EAGAIN")]
    [DataRow(false, false, "none")]
    public void LockOfAnother_ExcludesOrNot(bool theirs, bool ours, string errno)
    {
        using var holder = Locker.Hold(_folder["lock"], exclusive: theirs);
        using var file = Open();

        Assert.AreEqual(errno, TryLock(file, ours));
    }

    [TestMethod]
    public void Lock_EndsWithItsHandle()
    {
        using (var file = Open())
        {
            Assert.AreEqual("none", TryLock(file, exclusive: true));
            Assert.AreEqual(1, new Command("flock", "--nonblock", _folder["lock"], "true").Run().ExitCode);
        }
        Assert.AreEqual(0, new Command("flock", "--nonblock", _folder["lock"], "true").Run().ExitCode);
    }

    [TestMethod]
    public void Rows_NameHolderAndWaiter()
    {
        using var holder = Locker.Hold(_folder["lock"]);
        using var waiter = Locker.Wait(_folder["lock"]);
        FileSystem.Current!.Stat(_folder["lock"], followLink: false, out var status);

        var rows = FileSystem.Locks!.ReadAll().Where(row => row.Inode == status.Inode).ToList();

        Assert.AreEqual($"{holder.Id} False, {waiter.Id} True", string.Join(", ", rows.Select(row => $"{row.ProcessId} {row.IsWaiting}")));
        Assert.IsTrue(rows.All(row => row is { Kind: LockKind.Flock, IsExclusive: true }));
        Assert.HasCount(1, rows.Select(row => row.Id).Distinct().ToList());
    }

    [TestMethod]
    public void Magic_IsThatOfStatfs()
    {
        using var file = Open();

        var printed = new Command("stat", "-f", "-c", "%t", _folder["lock"]).Run().OrFail().StandardOutput.Trim();
        Assert.AreEqual(printed, FileSystem.Locks!.MagicOf(file).ToString("x"));
    }

    // Not by File.OpenHandle, which locks too.
    private SafeFileHandle Open()
    {
        FileSystem.Current!.OpenDirectory(_folder.Location, out var directory);
        using (directory)
        {
            Assert.AreEqual(Errno.None, FileSystem.Current.OpenFile(directory, "lock", out var file));
            return file;
        }
    }

    private static string TryLock(SafeFileHandle file, bool exclusive) => FileSystem.Locks!.TryLock(file, exclusive).Name;
}
