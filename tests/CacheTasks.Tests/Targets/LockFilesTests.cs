using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

/// <summary>Which lock files a target has, and who holds them, shown with files of any name.</summary>
[TestClass]
public sealed class LockFilesTests : IDisposable
{
    private readonly TemporaryDirectory _target = new("lockfiles");

    public void Dispose() => _target.Dispose();

    [TestMethod]
    public void ProfilesAndTriples_AreFound()
    {
        Make("debug", "one.lock");
        Make("release", "one.lock");
        Make("release", "two.lock");
        Make("aarch64-unknown-linux-gnu", "release", "one.lock");

        AssertLines.Equal(
            ["aarch64-unknown-linux-gnu release one.lock", " debug one.lock", " release one.lock", " release two.lock"],
            Find().OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Triple} {file.Profile} {file.Name}"));
    }

    [TestMethod]
    public void WhatIsElsewhere_IsNot()
    {
        Make("one.lock");
        Make("debug", "deps", "sub", "one.lock");
        Make("debug", "one.lock", "folder");
        Directory.CreateSymbolicLink(_target["linked"], Directory.CreateDirectory(_target["debug", "real"]).FullName);
        Make("debug", "real", "one.lock");
        File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(_target["custom"]).FullName, "one.lock"), _target["one.lock"]);

        AssertLines.Equal(["debug real one.lock"], Find().Select(file => $"{file.Triple} {file.Profile} {file.Name}"));
    }

    [TestMethod]
    public void MissingTarget_HasNone() => AssertLines.None(Find(_target["absent"]));

    [TestMethod]
    public void SymlinkToATarget_IsFollowed()
    {
        Make("real", "debug", "one.lock");
        Directory.CreateSymbolicLink(_target["link"], _target["real"]);

        AssertLines.Equal([_target["link", "debug", "one.lock"]], Find(_target["link"]).Select(file => file.Path));
    }

    [TestMethod]
    public void FreeLocks_AreNotHeld()
    {
        Make("debug", "one.lock");

        AssertLines.None(Held());
    }

    [TestMethod]
    public void HolderAndWaiter_AreToldByProfile()
    {
        Make("debug", "one.lock");
        Make("release", "one.lock");
        using var holder = Locker.Hold(_target["release", "one.lock"]);
        using var waiter = Locker.Wait(_target["release", "one.lock"]);

        var held = Held().Single();

        Assert.AreEqual("profile release", held.File.Place);
        AssertLines.Equal([holder.Id], held.Holders.Select(row => row.ProcessId));
        AssertLines.Equal([waiter.Id], held.Waiting.Select(row => row.ProcessId));
        Assert.IsTrue(held.Blocks(exclusive: true) && held.Blocks(exclusive: false));
    }

    [TestMethod]
    public void SharedHolder_BlocksOnlyWhoWantsItAlone()
    {
        Make("debug", "one.lock");
        using var holder = Locker.Hold(_target["debug", "one.lock"], exclusive: false);

        var held = Held().Single();

        Assert.IsTrue(held.Blocks(exclusive: true));
        Assert.IsFalse(held.Blocks(exclusive: false));
    }

    [TestMethod]
    public void LookingTakesNoLock()
    {
        Make("debug", "one.lock");
        Held();

        Assert.AreEqual(0, new Command("flock", "--nonblock", _target["debug", "one.lock"], "true").Run().ExitCode);
    }

    private void Make(params string[] path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_target[path])!);
        File.WriteAllText(_target[path], "");
    }

    private IReadOnlyList<LockFile> Find(string? target = null)
    {
        using var mounts = FileSystem.Current!.ReadMounts();
        return new LockFiles(FileSystem.Current, mounts).Find(target ?? _target.Location, ["one.lock", "two.lock"]);
    }

    private IReadOnlyList<HeldLock> Held() => new LockHolders(FileSystem.Locks!, FileSystem.Processes!).Find(Find());
}
