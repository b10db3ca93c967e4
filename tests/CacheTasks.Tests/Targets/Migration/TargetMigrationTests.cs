using CacheTasks.Targets.Migration;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

/// <summary>Moving on one filesystem. What needs two of them, other users or kill -9 is in the filesystem tests.</summary>
[TestClass]
public sealed class TargetMigrationTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly MadeTarget _made = new();

    public void Dispose() => _made.Dispose();

    [TestMethod]
    public void Target_IsRenamedWhole()
    {
        var before = DirectoryTree.Listing(_made.Source);

        var result = _made.Move();

        Assert.AreEqual(MigrationState.Moved, result.State);
        Assert.IsEmpty(result.Findings);
        StringAssert.StartsWith(result.Lines.Single(), $"{_made.Source} is renamed to {_made.Destination} (6 files, ");
        Assert.IsFalse(Directory.Exists(_made.Source));
        // The same inodes at the same times; only our notes are new.
        AssertLines.None(before.Except(DirectoryTree.Listing(_made.Destination)));
        Assert.AreEqual(_made.Checkout + "\n", File.ReadAllText(Path.Combine(_made.Destination, ".cachetasks-checkout")));
        Assert.StartsWith("Signature: 8a477f597d28d172789f06886806bc55\n", File.ReadAllText(Path.Combine(_made.Destination, "CACHEDIR.TAG")));
    }

    [TestMethod]
    public void GroupWritableTarget_IsItsUsersAloneAfterwards()
    {
        File.SetUnixFileMode(_made.Source, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.SetGroup);

        _made.Move();

        Assert.AreEqual(OwnerOnly, File.GetUnixFileMode(_made.Destination));
    }

    [TestMethod]
    public void TagOfTheTool_Stays()
    {
        File.WriteAllText(Path.Combine(_made.Source, "CACHEDIR.TAG"), "theirs");

        _made.Move();

        Assert.AreEqual("theirs", File.ReadAllText(Path.Combine(_made.Destination, "CACHEDIR.TAG")));
    }

    // As an earlier build has made it, which could not be migrated then.
    [TestMethod]
    public void DestinationWithNothingButNotes_IsReplaced()
    {
        Directory.CreateDirectory(_made.Destination);
        File.WriteAllText(Path.Combine(_made.Destination, "CACHEDIR.TAG"), "");
        File.WriteAllText(Path.Combine(_made.Destination, ".cachetasks-checkout"), _made.Checkout + "\n");

        Assert.AreEqual(MigrationState.Moved, _made.Move().State);
        Assert.IsTrue(File.Exists(Path.Combine(_made.Destination, "debug", "deps", "libapp.rlib")));
    }

    [TestMethod]
    public void SharedLayout_HasNoNote()
    {
        _made.Move(request => request with { Checkout = null });

        Assert.IsFalse(File.Exists(Path.Combine(_made.Destination, ".cachetasks-checkout")));
        Assert.IsTrue(File.Exists(Path.Combine(_made.Destination, "CACHEDIR.TAG")));
    }

    [TestMethod]
    public void SecondTime_ThereIsNothingToMove()
    {
        _made.Move();
        var before = _made.Listing();

        var result = _made.Move();

        Assert.AreEqual(MigrationState.NothingToMove, result.State);
        Assert.IsEmpty(result.Lines);
        AssertLines.None(DirectoryTree.Differences(before, _made.Listing()));
    }

    [TestMethod]
    public void TargetThatIsTheDestination_IsLeft() =>
        Assert.AreEqual(MigrationState.NothingToMove, _made.Move(request => request with { Destination = request.Source }).State);

    [TestMethod]
    public void DryRun_ChangesNothing()
    {
        var before = _made.Listing();

        var result = _made.Move(request => request with { DryRun = true });

        Assert.AreEqual(MigrationState.Planned, result.State);
        StringAssert.StartsWith(result.Lines.Single(), $"{_made.Source} would be renamed to {_made.Destination} (6 files, ");
        AssertLines.None(DirectoryTree.Differences(before, _made.Listing()));
    }

    [TestMethod]
    public void DryRunBeforeAnythingIsAllocated_ChangesNothing()
    {
        Directory.Delete(Path.GetDirectoryName(_made.Destination)!);
        var before = _made.Listing();

        Assert.AreEqual(MigrationState.Planned, _made.Move(request => request with { DryRun = true }).State);
        AssertLines.None(DirectoryTree.Differences(before, _made.Listing()));
    }

    [TestMethod]
    [DataRow("debug", "profile debug")]
    [DataRow("x86_64-unknown-linux-musl/release", "profile release for x86_64-unknown-linux-musl")]
    public void TargetInWhichSomebodyBuilds_Stays(string profile, string place)
    {
        using var holder = Locker.Hold(Path.Combine(_made.Source, profile, ".cargo-lock"));

        var text = _made.Refused();

        StringAssert.StartsWith(text, $"Busy: …/app/target is not moved: process {holder.Id} of user ");
        Assert.Contains(" (`", text);
        Assert.EndsWith($"`) builds in it ({place}). Nothing is changed. Run it again when no build runs there.", text);
    }

    // A shared lock is enough: cargo ≥ 1.96 builds with one.
    [TestMethod]
    public void SharedLock_KeepsTheTargetToo()
    {
        using var holder = Locker.Hold(Path.Combine(_made.Source, "release", ".cargo-lock"), exclusive: false);

        Assert.Contains($"process {holder.Id} ", _made.Refused());
    }

    // It would go on under the old name once we give the lock back.
    [TestMethod]
    public void WaiterThatComesBeforeTheRename_KeepsTheTarget()
    {
        Locker? waiter = null;
        // The locks are held when the tree is walked.
        _made.Tools = _made.Tools with { Trees = WatchedTrees.Create(after: (call, _) => waiter ??= call == "List" ? Locker.Wait(Path.Combine(_made.Source, "debug", ".cargo-lock")) : null) };

        var text = _made.Refused();

        StringAssert.StartsWith(text, $"Busy: …/app/target is not moved: process {waiter!.Id} of user ");
        Assert.Contains("`) waits to build in it (profile debug). Nothing is changed.", text);
        waiter.Dispose();
    }

    [TestMethod]
    public void WaiterThatComesWithTheRename_GetsTheTargetBack()
    {
        Locker? waiter = null;
        _made.Tools = _made.Tools with { Trees = WatchedTrees.Create(after: (call, _) => waiter ??= call == "Rename" ? Locker.Wait(Path.Combine(_made.Destination, "debug", ".cargo-lock")) : null) };

        Assert.Contains("waits to build in it (profile debug). Nothing is changed.", _made.Refused());
        waiter!.Dispose();
    }

    [TestMethod]
    public void DirectoryThatIsSwappedMeanwhile_IsPutBack()
    {
        _made.Tools = _made.Tools with
        {
            Trees = WatchedTrees.Create(answer: (call, number) =>
            {
                if (call == "Rename" && number == 1)
                {
                    Directory.Move(_made.Source, _made["away"]);
                    Directory.CreateDirectory(_made.Source);
                }
                return null;
            }),
        };

        var result = _made.Move();

        Assert.AreEqual(MigrationState.Busy, result.State);
        Assert.Contains("it was replaced by another directory at that moment", result.Findings.Single().Text);
        Assert.IsFalse(Directory.Exists(_made.Destination));
        Assert.IsTrue(Directory.Exists(_made.Source));
    }

    [TestMethod]
    public void ToolWithoutLockFiles_Stays() => Assert.AreEqual(
        "Refused: …/app/target is not moved: nobody can tell whether the tool runs in it. Name its lock files on the CacheTool: LockFiles.",
        _made.Refused(request => request with { LockFiles = [] }));

    [TestMethod]
    public void DestinationInUse_BothStay()
    {
        Directory.CreateDirectory(Path.Combine(_made.Destination, "debug"));

        Assert.AreEqual(
            "DestinationInUse: …/app/target is not moved: …/root/u1-dev/app-1 is in use already (debug). Builds that know CacheTasks use that one. Remove what nobody needs: `rm -r …/app/target`, or `rm -r …/root/u1-dev/app-1` and run it again.",
            _made.Refused());
    }

    [TestMethod]
    public void SymlinkAsTarget_IsNotFollowed()
    {
        Directory.Move(_made.Source, _made["elsewhere"]);
        Directory.CreateSymbolicLink(_made.Source, _made["elsewhere"]);

        Assert.AreEqual(
            "Refused: …/app/target is not moved: it is a symlink to …/elsewhere. Name the directory itself where you set the target, or move it by hand.",
            _made.Refused());
    }

    [TestMethod]
    public void FileAsTarget_Stays()
    {
        Directory.Delete(_made.Source, recursive: true);
        File.WriteAllText(_made.Source, "");

        Assert.AreEqual("Refused: …/app/target is not moved: it is not a directory. Remove it, or name another target.", _made.Refused());
    }

    [TestMethod]
    public void SymlinkAsDestination_IsNotFollowed()
    {
        Directory.CreateDirectory(_made["elsewhere"]);
        Directory.CreateSymbolicLink(_made.Destination, _made["elsewhere"]);

        Assert.AreEqual("Refused: …/app/target is not moved: …/root/u1-dev/app-1 cannot be entered (Not a directory, ENOTDIR). Set another SharedRoot.", _made.Refused());
    }

    [TestMethod]
    public void SymlinksInside_MoveAsTheyAre()
    {
        Directory.CreateDirectory(_made["elsewhere"]);
        File.WriteAllText(_made["elsewhere", "file"], "theirs");
        Directory.CreateSymbolicLink(Path.Combine(_made.Source, "debug", "link"), _made["elsewhere"]);

        _made.Move();

        Assert.AreEqual(_made["elsewhere"], new FileInfo(Path.Combine(_made.Destination, "debug", "link")).LinkTarget);
        Assert.AreEqual("theirs", File.ReadAllText(_made["elsewhere", "file"]));
    }

    [TestMethod]
    public void RootInsideTheTarget_Stays()
    {
        Directory.CreateDirectory(Path.Combine(_made.Source, "root"));

        StringAssert.Contains(_made.Refused(request => request with { Destination = Path.Combine(request.Source, "root", "app-1") }), "/root/app-1 would lie inside it");
    }

    [TestMethod]
    public void TargetInsideThePrivateDirectory_Stays()
    {
        var inside = Path.Combine(_made.Destination, "target");
        Directory.CreateDirectory(inside);

        StringAssert.Contains(_made.Refused(request => request with { Source = inside }), "it lies inside …/root/u1-dev/app-1");
    }

    [TestMethod]
    public void RootInWhichOthersCanReplaceIt_IsRefused()
    {
        var parent = Path.GetDirectoryName(_made.Destination)!;
        File.SetUnixFileMode(parent, (UnixFileMode)0x1FF);

        Assert.AreEqual(
            "Refused: …/app/target is not moved: other users can replace what is in …/root/u1-dev. To see it: `stat -c '%A %U' …/root/u1-dev`. Set its sticky bit: `chmod +t …/root/u1-dev`",
            _made.Refused());
    }

    [TestMethod]
    public void TargetOfTwoCheckouts_Stays()
    {
        var other = Directory.CreateDirectory(_made["other"]).FullName;
        Directory.CreateDirectory(Path.Combine(other, ".git"));
        Directory.CreateDirectory(Path.Combine(other, "src"));
        File.WriteAllText(Path.Combine(other, "src", "main.rs"), "");
        File.WriteAllText(Path.Combine(_made.Source, "debug", "app.d"), $"{_made.Source}/debug/app: {_made.Checkout}/src/main.rs\n");
        File.WriteAllText(Path.Combine(_made.Source, "debug", "other.d"), $"{_made.Source}/debug/other: {other}/src/main.rs\n");

        Assert.AreEqual(
            "Refused: …/app/target is not moved: another checkout builds in it, …/other. To see it: `grep -l …/other/ …/app/target/*/*.d`. All of it stays, since the units of several checkouts cannot be told apart; the next build of each in a directory of its own is a full one. Remove it once nobody uses it any more.",
            _made.Refused());

        // A checkout that is gone has nothing to lose.
        Directory.Delete(other, recursive: true);
        Assert.AreEqual(MigrationState.Moved, _made.Move().State);
    }

    [TestMethod]
    public void Cancelled_ChangesNothing()
    {
        var before = _made.Listing();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => _made.Move(request => request with { Cancellation = cancelled.Token }));
        AssertLines.None(DirectoryTree.Differences(before, _made.Listing()));
    }
}
