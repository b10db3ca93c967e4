using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

/// <summary>Copying where a rename is refused with EXDEV, as between two filesystems; real ones are in the filesystem tests.</summary>
[TestClass]
public sealed class MoveByCopyTests : IDisposable
{
    private readonly MadeTarget _made = new();

    public void Dispose() => _made.Dispose();

    [TestMethod]
    public void Copy_IsEqualToTheNanosecond()
    {
        Prepare();
        var before = Contents(_made.Source);

        var result = Move();

        Assert.AreEqual(MigrationState.Moved, result.State);
        StringAssert.Contains(result.Lines.Single(), "is copied to");
        AssertLines.Equal(before, Contents(_made.Destination));
        Assert.IsFalse(Directory.Exists(_made.Source));
        AssertLines.Equal(["app-1"], Directory.GetFileSystemEntries(Path.GetDirectoryName(_made.Destination)!).Select(Path.GetFileName));
        AssertLines.Equal([".git", "src"], Directory.GetFileSystemEntries(_made.Checkout).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    [DataRow("CopyContents", "copying release/.cargo-lock", DisplayName = "no space for contents")]
    [DataRow("CreateFile", "copying ", DisplayName = "no inode")]
    [DataRow("Sync", "writing a copy of the directory itself", DisplayName = "no space when all is written at last")]
    public void FullDisk_LeavesTheSourceAlone(string call, string doing)
    {
        var text = Refused(answer: (name, _) => name == call ? Errno.ENOSPC : null);

        StringAssert.StartsWith(text, "Refused: …/app/target is not moved: " + doing[..8]);
        StringAssert.Contains(text, " failed with ENOSPC (No space left on device): the space or the inodes are used up. To see it: `df -h …/root/u1-dev; df -i …/root/u1-dev; quota -s`. The copy that had begun is removed. Free space there, or set another SharedRoot.");
    }

    [TestMethod]
    public void Quota_IsNamed() => StringAssert.Contains(Refused(answer: (name, _) => name == "CopyContents" ? Errno.EDQUOT : null), "EDQUOT (Disk quota exceeded): the quota is used up.");

    // A profile that nobody had built before has no lock that could have been taken.
    [TestMethod]
    public void SourceThatChangesMeanwhile_StaysAndTheCopyGoes()
    {
        _made.Tools = _made.Tools with
        {
            Trees = WatchedTrees.Create(Answer(null), after: (call, number) =>
            {
                if (call == "CopyContents" && number == 1)
                {
                    Directory.CreateDirectory(Path.Combine(_made.Source, "bench"));
                }
            }),
        };

        var result = _made.Move();

        Assert.AreEqual(MigrationState.Busy, result.State);
        Assert.Contains("it was changed while it was copied", result.Findings.Single().Text);
        Assert.IsTrue(Directory.Exists(Path.Combine(_made.Source, "bench")));
        AssertLines.None(Directory.GetFileSystemEntries(Path.GetDirectoryName(_made.Destination)!));
    }

    [TestMethod]
    public void Cancelled_LeavesTheSourceAlone()
    {
        using var cancelled = new CancellationTokenSource();
        var before = _made.Listing();
        _made.Tools = _made.Tools with { Trees = WatchedTrees.Create(Answer(null), after: (call, _) => { if (call == "CopyContents") { cancelled.Cancel(); } }) };

        Assert.ThrowsExactly<OperationCanceledException>(() => _made.Move(request => request with { Cancellation = cancelled.Token }));
        AssertLines.None(DirectoryTree.Differences(before, _made.Listing()));
    }

    // Its lock is the old directory's, which is about to be removed.
    [TestMethod]
    public void WaiterThatComesWhenTheSourceGoes_GetsItBack()
    {
        Locker? waiter = null;
        var before = _made.Listing();
        _made.Tools = _made.Tools with
        {
            Trees = WatchedTrees.Create(Answer(null), after: (call, number) => waiter ??= call == "Rename" && number == 3 ? Locker.Wait(Path.Combine(_made.Source + ".cachetasks-old", "debug", ".cargo-lock")) : null),
        };

        var result = _made.Move();

        Assert.AreEqual(MigrationState.Busy, result.State);
        Assert.Contains($"process {waiter!.Id} ", result.Findings.Single().Text);
        AssertLines.None(DirectoryTree.Differences(before, _made.Listing()));
        waiter.Dispose();
    }

    [TestMethod]
    public void Fifo_CannotBeCopied()
    {
        new Command("mkfifo", Path.Combine(_made.Source, "debug", "pipe")).Run().OrFail();

        StringAssert.Contains(Refused(), "debug/pipe is a FIFO, socket or device, which cannot be copied to another filesystem. Remove it.");
    }

    [TestMethod]
    public void SourceThatCannotBeRemoved_IsSaid()
    {
        var result = Move(answer: (name, number) => name == "Rename" && number == 3 ? Errno.EACCES : null);

        Assert.AreEqual(MigrationState.Moved, result.State);
        Assert.AreEqual(
            $"{_made.Source} is not moved: {_made.Destination} has all of it, but it cannot be renamed away to be removed (Permission denied, EACCES). Remove it yourself: `rm -r {_made.Source}`",
            result.Findings.Single().Text);
        // The next run can.
        _made.Tools = MoveTools.Current!;
        Assert.AreEqual(MigrationState.Finished, _made.Move().State);
    }

    private static Func<string, int, Errno?> Answer(Func<string, int, Errno?>? also) =>
        (name, number) => name == "Rename" && number == 1 ? Errno.EXDEV : also?.Invoke(name, number);

    private MigrationResult Move(Func<string, int, Errno?>? answer = null)
    {
        _made.Tools = _made.Tools with { Trees = WatchedTrees.Create(Answer(answer)) };
        return _made.Move();
    }

    private string Refused(Func<string, int, Errno?>? answer = null)
    {
        _made.Tools = _made.Tools with { Trees = WatchedTrees.Create(Answer(answer)) };
        return _made.Refused();
    }

    private void Prepare() => new Command("sh", "-eu", "-c", """
        cd "$1"
        ln debug/deps/libapp.rlib debug/libapp.rlib; ln -s ../x debug/link; touch -h -d '2020-02-02 02:02:02.222222222' debug/link
        printf x > "$(printf 'latin-\344')"; mkdir "$(printf 'd\344')"; ln debug/deps/libapp.rlib "$(printf 'd\344/lib')"
        truncate -s 8M sparse; printf end >> sparse; chmod 0711 release; chmod 0444 release/deps/libapp.rlib
        touch -d '1960-03-03 03:03:03.303030303' debug/deps/libapp.rlib; touch -d '2023-03-03 03:03:03.303030303' release debug/deps
        """, "sh", _made.Source).Run().OrFail();

    // Link counts too: all three names of the one file; disk blocks, to see the hole.
    private static string[] Contents(string path) =>
        [.. new Command("sh", "-c", "cd \"$1\" && find . -mindepth 1 \\( -type d -printf '%P d %T@ %m\\n' -o -type l -printf '%P l %T@ %l\\n' -o -printf '%P %y %s %b %T@ %m %n\\n' \\)", "sh", path)
            .Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith(".cachetasks", StringComparison.Ordinal) && !line.StartsWith("CACHEDIR", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
