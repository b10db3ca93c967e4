using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

[TestClass]
public sealed class TargetLocksTests : IDisposable
{
    private readonly MadeTarget _made = new();

    public void Dispose() => _made.Dispose();

    [TestMethod]
    public void EveryProfile_IsLockedUntilTheEnd()
    {
        var files = new[] { "debug", "release", "x86_64-unknown-linux-musl/release" }.Select(profile => Path.Combine(_made.Source, profile, ".cargo-lock")).ToList();
        using (TargetLocks.TryTake(MoveTools.Current!, _made.Source, [".cargo-lock"], out _))
        {
            AssertLines.None(files.Where(IsFree));
        }
        AssertLines.Equal(files, files.Where(IsFree));
    }

    [TestMethod]
    public void OneThatIsHeld_LeavesNoneLocked()
    {
        using var holder = Locker.Hold(Path.Combine(_made.Source, "release", ".cargo-lock"));

        Assert.IsNull(TargetLocks.TryTake(MoveTools.Current!, _made.Source, [".cargo-lock"], out var refusal));
        StringAssert.StartsWith(refusal!, $"process {holder.Id} ");
        Assert.IsTrue(IsFree(Path.Combine(_made.Source, "debug", ".cargo-lock")));
    }

    [TestMethod]
    public void ProfileThatIsNew_IsSeen()
    {
        using var locks = TargetLocks.TryTake(MoveTools.Current!, _made.Source, [".cargo-lock"], out _)!;
        Assert.IsNull(locks.FindDisturbance(_made.Source));
        Directory.CreateDirectory(Path.Combine(_made.Source, "bench"));
        File.WriteAllText(Path.Combine(_made.Source, "bench", ".cargo-lock"), "");
        using var holder = Locker.Hold(Path.Combine(_made.Source, "bench", ".cargo-lock"));

        StringAssert.StartsWith(locks.FindDisturbance(_made.Source)!, $"process {holder.Id} ");
    }

    // cargo skips its lock on NFS: one that we get there says nothing.
    [TestMethod]
    public void LocksThatDoNotWork_AreNotBelieved()
    {
        var tools = MoveTools.Current! with { Locks = new NetworkLocks() };

        Assert.IsNull(TargetLocks.TryTake(tools, _made.Source, [".cargo-lock"], out var refusal));
        StringAssert.StartsWith(refusal!, "whether somebody builds in it cannot be told: ");
        StringAssert.EndsWith(refusal!, "/.cargo-lock cannot be locked (ENOSYS)");
    }

    // Waits: a process that another test is just starting has all descriptors, and with them the lock, until its exec.
    private static bool IsFree(string file) => new Command("flock", "--wait", "5", file, "true").Run().Succeeded;

    private sealed class NetworkLocks : IFileLocks
    {
        public Errno TryLock(Microsoft.Win32.SafeHandles.SafeFileHandle file, bool exclusive) => Errno.None;

        public IReadOnlyList<FileLock> ReadAll() => [];

        public long MagicOf(Microsoft.Win32.SafeHandles.SafeFileHandle file) => 0x6969;
    }
}
