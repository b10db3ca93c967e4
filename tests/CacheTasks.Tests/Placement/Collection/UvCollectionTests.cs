using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.Collection;
using CacheTasks.Placement.Promotion;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Collection;

/// <summary>What goes from a store and what stays: by age, by reference, and by the time of grace.</summary>
[TestClass]
public sealed partial class UvCollectionTests : IDisposable
{
    private static readonly CollectionRequest s_month = new() { OlderThan = TimeSpan.FromDays(30) };

    private readonly TemporaryDirectory _folder = new("collect");
    private readonly MadeStore _store;

    public UvCollectionTests() => _store = new MadeStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(null, 99.0, false, false, DisplayName = "no age is set")]
    [DataRow(30.0, 31.1, false, true)]
    [DataRow(30.0, 30.9, false, false, DisplayName = "may have been used since it was last written down")]
    [DataRow(0.5, 1.4, false, false, DisplayName = "the same, of less than a day")]
    [DataRow(30.0, 32.0, true, false, DisplayName = "named by a lock file")]
    [DataRow(30.0, 29.0, false, false)]
    [DataRow(0.0, 0.1, false, true)]
    [DataRow(0.0, -0.1, false, false, DisplayName = "promoted while the locks were waited for")]
    public void Age_AndReferenceDecide(double? limit, double age, bool named, bool wanted)
    {
        var now = DateTimeOffset.UtcNow;
        var request = new CollectionRequest { OlderThan = limit is { } days ? TimeSpan.FromDays(days) : null };

        Assert.AreEqual(wanted, request.Wants(new StoreEntry(new CacheUnit(null, []), now - TimeSpan.FromDays(age), named), now));
    }

    [TestMethod]
    public void NoAge_IsAListAlone()
    {
        _store.Add("alpha", 40).Add("beta", 20).Add("gamma", 1);
        Directory.Delete(_store.PointersOf("gamma"), recursive: true);
        var before = DirectoryTree.Listing(_store.Location);

        AssertLines.Equal(
            ["… holds 2 packages, SIZE: 0 last used within 7 days, 1 within 30, 1 longer ago; 1 named by lock files", "… holds 1 archive to which nothing leads, SIZE"],
            Lines(new CollectionRequest { Kept = MadeStore.Keep("alpha"), Grace = TimeSpan.Zero }));
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_store.Location)));
    }

    [TestMethod]
    public void OldAndNamedByNone_GoesWhole()
    {
        _store.Add("alpha", 40).Add("beta", 40).Add("gamma", 20);
        var request = s_month with { Kept = MadeStore.Keep("beta") };
        var before = DirectoryTree.Listing(_store.Location);

        AssertLines.Equal(["would remove 1 package, SIZE, from … (1 named by lock files and 1 others stay)"], Lines(request with { DryRun = true }));
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_store.Location)));
        AssertLines.Equal(["removed 1 package, SIZE, from … (1 named by lock files and 1 others stay)"], Lines(request));

        var gone = DirectoryTree.Differences(before, DirectoryTree.Listing(_store.Location));
        AssertLines.None(gone.Where(line => !line.StartsWith("- ", StringComparison.Ordinal) && !line.Contains(".lock ", StringComparison.Ordinal)));
        AssertLines.None(gone.Where(line => line.StartsWith("- ", StringComparison.Ordinal) && !line.Contains("alpha", StringComparison.Ordinal)));
        AssertLines.Equal(["Id-beta", "Id-gamma"], _store.Archives);
        Assert.IsFalse(Directory.Exists(_store.PointersOf("alpha")));
        AssertLines.Equal(["removed 0 packages, 0 bytes, from … (1 named by lock files and 1 others stay)"], Lines(request));
    }

    [TestMethod]
    [DataRow("wheels-v7/pypi/alpha/2.0-py3-none-any", DisplayName = "another pointer of the store")]
    [DataRow("environments-v2/tool/0123456789abcdef", DisplayName = "an environment of uv's own")]
    public void ArchiveThatAnotherLeadsTo_Stays(string link)
    {
        _store.Add("alpha", 40);
        var path = Path.Combine(_store.Location, link);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, "../../../archive-v0/Id-alpha");
        File.WriteAllText(path + ".http", "Id-alpha");

        Lines(s_month);

        AssertLines.Equal(["Id-alpha"], _store.Archives);
        Assert.IsFalse(Directory.Exists(_store.PointersOf("alpha")));
        Assert.IsTrue(File.Exists(path + ".http"));
    }

    [TestMethod]
    [DataRow("sdists-v10/pypi/alpha/1.0")]
    [DataRow("sdists-v10/url/0123456789abcdef")]
    [DataRow("sdists-v10/git/0123456789abcdef/89abcdef")]
    public void WheelBuiltFromSource_GoesWithItsRevision(string folders)
    {
        var old = _store.AddBuilt("alpha", folders, 40);
        File.WriteAllText(Path.Combine(_store.Location, "sdists-v10", ".git"), "");

        Assert.StartsWith("removed 0 packages", Lines(s_month with { Kept = MadeStore.Keep("alpha") }).Single());
        Assert.StartsWith("removed 1 package,", Lines(s_month).Single());

        AssertLines.None(_store.Archives);
        Assert.IsFalse(Directory.Exists(old));
        Assert.IsTrue(File.Exists(Path.Combine(_store.Location, "sdists-v10", ".git")));
    }

    [TestMethod]
    [DataRow("1.0-py3-none-any.rev", DisplayName = "killed after the file that leads to it")]
    [DataRow("1.0-py3-none-any*", DisplayName = "killed before the folder")]
    public void FolderOfAPackageThatAKilledCollectionLeft_Goes(string removed)
    {
        _store.Add("alpha", 40).Add("gamma", 1);
        foreach (var file in Directory.GetFileSystemEntries(_store.PointersOf("alpha"), removed))
        {
            File.Delete(file);
        }

        Lines(s_month with { Grace = TimeSpan.Zero });

        Assert.IsFalse(Directory.Exists(_store.PointersOf("alpha")));
        AssertLines.Equal(["Id-gamma"], _store.Archives);
    }

    // Whoever left them, and whatever another uv may keep there.
    [TestMethod]
    [DataRow("sdists-v10/note")]
    [DataRow("sdists-v10/pypi/note")]
    [DataRow("sdists-v10/pypi/alpha/note")]
    [DataRow("sdists-v10/pypi/alpha/2.0/manifest.msgpack")]
    [DataRow("sdists-v10/pypi/alpha/2.0/Revision1/note")]
    public void FileThatIsNothingOfOurs_RemovesNothing(string file)
    {
        _store.AddBuilt("alpha", "sdists-v10/pypi/alpha/1.0", 1);
        var path = Path.Combine(_store.Location, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        var before = DirectoryTree.Listing(Path.Combine(_store.Location, "sdists-v10"));

        Lines(s_month with { Grace = TimeSpan.Zero });

        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(Path.Combine(_store.Location, "sdists-v10"))));
        AssertLines.Equal(["Id-alpha"], _store.Archives);
    }

    // Killed after the file that leads to the revision, and after its symlink.
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void RevisionThatAKilledCollectionLeft_Goes(bool linkIsGone)
    {
        var old = _store.AddBuilt("alpha", "sdists-v10/pypi/alpha/1.0", 40);
        var kept = _store.AddBuilt("gamma", "sdists-v10/pypi/alpha/2.0", 1);
        File.Delete(Path.Combine(old, "revision.http"));
        if (linkIsGone)
            File.Delete(Path.Combine(old, "Revision1", "alpha-1.0-py3-none-any"));

        Lines(s_month with { Grace = TimeSpan.FromDays(1) });
        Assert.IsTrue(Directory.Exists(Path.Combine(old, "Revision1")));
        Lines(s_month with { Grace = TimeSpan.Zero });

        Assert.IsFalse(Directory.Exists(Path.Combine(old, "Revision1")));
        Assert.IsTrue(Directory.Exists(Path.Combine(kept, "Revision1")));
        AssertLines.Equal(["Id-gamma"], _store.Archives);
    }

    // Nothing is followed out of the store, so what is in use there is not known.
    [TestMethod]
    [DataRow("archive-v0")]
    [DataRow("wheels-v7")]
    [DataRow("environments-v2")]
    public void BucketThatIsASymlink_EndsTheRun(string bucket)
    {
        _store.Add("alpha", 40);
        Directory.CreateDirectory(Path.Combine(_store.Location, bucket));
        Directory.Move(Path.Combine(_store.Location, bucket), _folder["elsewhere"]);
        File.CreateSymbolicLink(Path.Combine(_store.Location, bucket), _folder["elsewhere"]);

        var result = _store.Collect(s_month with { Grace = TimeSpan.Zero });

        Assert.Contains($"what is in use there is not known: reading {bucket} failed with ELOOP ", result.Findings.Single().Text);
        Assert.IsTrue(File.Exists(Path.Combine(_store.PointersOf("alpha"), "1.0-py3-none-any.rev")) && Directory.Exists(_store.ArchiveOf("alpha")));
    }

    [TestMethod]
    public void TimeBeyond2262_IsNotOld()
    {
        _store.Add("alpha", 40);
        new Command("find", _store.PointersOf("alpha"), "-exec", "touch", "-h", "-d", "2300-01-01", "{}", "+").Run().OrFail();

        Assert.StartsWith("removed 0 packages", Lines(s_month).Single());
    }

    // What somebody wrote while this waited for its turn counts.
    [TestMethod]
    public void WhatStays_IsReadWhenTheLocksAreHeld()
    {
        _store.Add("alpha", 40);

        Lines(s_month with { ReadAgain = () => (MadeStore.Keep("alpha"), []) });
        AssertLines.Equal(["Id-alpha"], _store.Archives);
        Assert.IsEmpty(_store.Collect(s_month with { ReadAgain = () => (KeptPackages.None, [new Finding(Rules.SeedingIncomplete, "x")]) }).Lines);
        AssertLines.Equal(["Id-alpha"], _store.Archives);
    }

    [TestMethod]
    public void FolderThatIsNoStore_IsLeftAlone()
    {
        Directory.CreateDirectory(_folder["store/lost+found"]);
        Assert.IsEmpty(_store.Collect(new()).Findings);
        Directory.CreateDirectory(_folder["store/notes"]);

        var result = _store.Collect(s_month);

        Assert.StartsWith($"nothing is removed: {_store.Location} is no store of uv, ", result.Findings.Single().Text);
        Assert.HasCount(2, Directory.GetFileSystemEntries(_store.Location));
    }

    // As over NFS, where a file must be open for writing, or of another user.
    [TestMethod]
    [DataRow(".lock")]
    [DataRow(".cachetasks-promote.lock")]
    public void LockThatCannotBeHad_EndsTheRun(string name)
    {
        _store.Add("alpha", 40);
        Directory.CreateDirectory(Path.Combine(_store.Location, name));

        var result = _store.Collect(s_month);

        Assert.Contains($"{name} in it cannot be locked (", result.Findings.Single().Text);
        AssertLines.Equal(["Id-alpha"], _store.Archives);
    }

    [TestMethod]
    public void SourceDistributionWithoutAWheel_IsKeptByItsFolders()
    {
        var old = _store.AddBuilt("alpha", "sdists-v10/pypi/alpha/1.0", 40);
        foreach (var wheel in Directory.GetFileSystemEntries(Path.Combine(old, "Revision1"), "alpha-*"))
        {
            File.Delete(wheel);
        }

        Lines(s_month with { Kept = MadeStore.Keep("alpha") });
        Assert.IsTrue(Directory.Exists(old));
        Lines(s_month);
        Assert.IsFalse(Directory.Exists(old));
    }

    [TestMethod]
    public void WhatNothingLeadsTo_GoesAfterTheGrace()
    {
        _store.Add("alpha", 1).Add("beta", 1).Add("gamma", 1);
        // A promotion that was killed after its archives, and one before its last file.
        Directory.Delete(_store.PointersOf("alpha"), recursive: true);
        File.Delete(Path.Combine(_store.PointersOf("beta"), "1.0-py3-none-any.rev"));
        Directory.CreateDirectory(Path.Combine(_store.Location, "archive-v0", ".cachetasks-seed-0123456789ab", "entry"));

        AssertLines.Equal(["removed 0 packages, 0 bytes, from … (0 named by lock files and 1 others stay)", "removed 1 folder of killed runs from …"], Lines(s_month));
        AssertLines.Equal(["Id-alpha", "Id-beta", "Id-gamma"], _store.Archives);
        AssertLines.Equal(
            ["removed 0 packages, 0 bytes, from … (0 named by lock files and 1 others stay)", "removed 2 archives to which nothing leads, SIZE from …"],
            Lines(s_month with { Grace = TimeSpan.Zero }));

        AssertLines.Equal(["Id-gamma"], _store.Archives);
        Assert.IsNull(new FileInfo(Path.Combine(_store.PointersOf("beta"), "1.0-py3-none-any")).LinkTarget);
    }

    [TestMethod]
    [DataRow("RemoveFile")]
    [DataRow("OpenDirectory")]
    [DataRow("Rename")]
    [DataRow("RemoveDirectory")]
    [DataRow("ReadLink")]
    [DataRow("List")]
    [DataRow("Stat")]
    public void CallThatFails_LeavesNoHalfPackage(string call)
    {
        var failed = 0;
        _store.Add("alpha", 40).Add("gamma", 1);
        for (var number = 1; ; number++)
        {
            var store = new MadeStore(_folder[$"store{number}"]);
            new Command("cp", "-a", _store.Location, store.Location).Run().OrFail();
            var met = false;
            var trees = WatchedTrees.Create((name, count) => name == call && count == number && (met = true) ? Errno.EACCES : null);
            failed += store.Collect(s_month, trees).Findings.Count;
            AssertLines.None(store.Faults);
            // The next run finishes what is left but for what a promotion could still be about to use.
            AssertLines.None(store.Collect(s_month with { Grace = TimeSpan.Zero }).Findings);
            AssertLines.Equal(["Id-gamma"], store.Archives);
            if (!met)
            {
                break;
            }
        }
        // An empty folder that stays, and a time that is not known, are no failures.
        Assert.IsGreaterThan(call is "RemoveDirectory" or "Stat" ? -1 : 0, failed);
    }

    [TestMethod]
    public void FolderThatCannotBeRead_RemovesNothing()
    {
        _store.Add("alpha", 40);
        var deep = Directory.CreateDirectory(Path.Combine(_store.Location, "environments-v2", Path.Combine([.. Enumerable.Repeat("deep", 101)])));
        Assert.IsTrue(deep.Exists);

        var finding = _store.Collect(s_month).Findings.Single();

        Assert.MatchesRegex("^nothing is removed from .*/store, since what is in use there is not known: reading environments-v2/deep/.* failed with ELOOP ", finding.Text);
        AssertLines.Equal(["Id-alpha"], _store.Archives);
    }

    [TestMethod]
    public void StoreThatIsMissing_IsAnError()
    {
        var result = new MadeStore(_folder["none"]).Collect(new CollectionRequest());

        AssertLines.Equal([$"Error CACHETASKS0006 nothing is removed: {_folder["none"]} does not exist. Mount the volume, or correct CacheTasksPromoteTo."], result.Findings.Select(finding => $"{finding.EffectiveSeverity} {finding.Rule} {finding.Text}"));
    }

    private IEnumerable<string> Lines(CollectionRequest request)
    {
        var result = _store.Collect(request);
        AssertLines.None(result.Findings.Select(finding => finding.Text));
        return [.. result.Lines.Select(line => Size().Replace(line.Replace(_store.Location, "…", StringComparison.Ordinal), "SIZE"))];
    }

    [GeneratedRegex("[0-9.]+ [KM]iB")]
    private static partial Regex Size();
}
