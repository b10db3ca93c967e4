using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

/// <summary>What killed runs leave, and what only looks as if one had.</summary>
[TestClass]
public sealed class ResumptionTests : IDisposable
{
    private readonly MadeTarget _made = new();

    public void Dispose() => _made.Dispose();

    [TestMethod]
    public void IncompleteCopy_IsRemovedAndTheMoveMade()
    {
        Directory.CreateDirectory(Path.Combine(_made.Destination + ".cachetasks-partial", "debug"));

        var result = _made.Move();

        Assert.AreEqual(MigrationState.Moved, result.State);
        Assert.AreEqual($"{_made.Destination}.cachetasks-partial, an incomplete copy of an earlier run, is removed", result.Lines[0]);
        Assert.IsFalse(Directory.Exists(_made.Destination + ".cachetasks-partial"));
    }

    // The run that makes it has locked it.
    [TestMethod]
    public void CopyThatIsBeingMade_Stays()
    {
        var partial = Directory.CreateDirectory(_made.Destination + ".cachetasks-partial").FullName;
        using var running = Locker.Hold(partial);

        _made.Move();

        Assert.IsTrue(Directory.Exists(partial));
    }

    [TestMethod]
    public void SourceOfACompleteCopy_IsRemovedWhenItIsUnchanged()
    {
        CopyWithMarker();

        var result = _made.Move();

        Assert.AreEqual(MigrationState.Finished, result.State);
        Assert.IsFalse(Directory.Exists(_made.Source));
        Assert.IsFalse(File.Exists(Path.Combine(_made.Destination, ".cachetasks-moved")));
    }

    [TestMethod]
    public void SourceThatWasRenamedAway_IsRemoved()
    {
        CopyWithMarker();
        Directory.Move(_made.Source, _made.Source + ".cachetasks-old");
        Directory.Delete(Path.Combine(_made.Source + ".cachetasks-old", "debug"), recursive: true);

        var result = _made.Move();

        Assert.AreEqual(MigrationState.Finished, result.State);
        Assert.IsFalse(Directory.Exists(_made.Source + ".cachetasks-old"));
    }

    [TestMethod]
    public void SourceThatHasChangedSince_Stays()
    {
        CopyWithMarker();
        File.WriteAllText(Path.Combine(_made.Source, "debug", "new"), "");

        Assert.AreEqual(
            "Refused: …/app/target is not moved: it was copied to …/root/u1-dev/app-1 by a run that was killed, and has changed since. Nothing is removed. Keep one of the two: `rm -r …/app/target`, or `rm -r …/root/u1-dev/app-1` and run it again.",
            _made.Refused());
    }

    [TestMethod]
    public void SourceInWhichSomebodyBuilds_Stays()
    {
        CopyWithMarker();
        using var holder = Locker.Hold(Path.Combine(_made.Source, "debug", ".cargo-lock"));

        StringAssert.Contains(_made.Refused(), $"it was copied to …/root/u1-dev/app-1 already, and process {holder.Id} ");
    }

    // Somebody has built in the old place since, after the copy's source was removed.
    [TestMethod]
    public void AnotherDirectoryAtTheOldPlace_Stays()
    {
        CopyWithMarker();
        Directory.Move(_made.Source, _made["gone"]);
        Directory.CreateDirectory(_made.Source);

        Assert.AreEqual(MigrationState.DestinationInUse, _made.Move().State);
        Assert.IsTrue(Directory.Exists(_made.Source));
        Assert.IsTrue(Directory.Exists(_made["gone", "debug"]));
    }

    // Builds write where the marker lies: what it says of another directory is not believed.
    [TestMethod]
    public void MarkerThatNamesAnotherDirectory_RemovesNothing()
    {
        CopyWithMarker();
        Directory.Move(_made.Source, _made["precious"]);
        WriteMarker(_made["precious"]);

        var result = _made.Move();

        Assert.AreEqual(MigrationState.NothingToMove, result.State);
        Assert.IsTrue(Directory.Exists(_made["precious", "debug"]));
    }

    [TestMethod]
    public void DryRun_SaysWhatWouldBeFinished()
    {
        CopyWithMarker();
        var before = _made.Listing();

        var result = _made.Move(request => request with { DryRun = true });

        Assert.AreEqual($"{_made.Source}, which was copied to {_made.Destination}, would be removed", result.Lines[0]);
        AssertLines.None(DirectoryTree.Differences(before, _made.Listing()));
    }

    private void CopyWithMarker()
    {
        new Command("cp", "-a", _made.Source, _made.Destination).Run().OrFail();
        WriteMarker(_made.Source);
    }

    private void WriteMarker(string source)
    {
        FileSystem.Trees!.OpenDirectory(source, out var directory);
        using (directory)
        {
            var scan = TreeScan.Of(FileSystem.Trees!, directory);
            File.WriteAllText(Path.Combine(_made.Destination, ".cachetasks-moved"), new MoveMarker(source, scan.Root.Device, scan.Root.Inode, scan.Digest).Encode());
        }
    }
}
