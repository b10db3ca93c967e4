using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>A server's boundary at <c>p2</c>, told by which parents take a link; nothing stays, and nothing is made in what is not ours.</summary>
[TestClass]
public sealed class BoundarySearchTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("boundary");

    public BoundarySearchTests()
    {
        Directory.CreateDirectory(_folder["p2", "app", ".venv"]);
        Directory.CreateDirectory(_folder["cache"]);
    }

    public void Dispose() => _folder.Dispose();

    // Up from .venv: app and p2 refuse the cache's file, the share itself takes it.
    [TestMethod]
    public void LastFolderThatRefuses_IsTheBoundary()
    {
        var found = Find(new FaultyFileSystem().FailFirst("LinkUnnamed", Errno.EXDEV, Errno.EXDEV));

        Assert.AreEqual(_folder["p2"], found.TargetBoundary);
    }

    [TestMethod]
    public void CachesSide_IsSearchedAsWell()
    {
        var found = Find(new FaultyFileSystem().FailFirst("LinkUnnamed", Errno.EXDEV, Errno.EXDEV, Errno.None));

        Assert.AreEqual(_folder["cache"], found.CacheBoundary);
    }

    [TestMethod]
    public void FolderOfSomebodyElse_IsNotWrittenTo()
    {
        var files = At("p2", status => status with { Owner = status.Owner + 1 }).Fail("LinkUnnamed", Errno.EXDEV);

        Assert.IsNull(Find(files).TargetBoundary);
        AssertTries(1 + TriesAbove("cache"), files);
    }

    [TestMethod]
    public void AnotherMount_IsNotSearched()
    {
        var files = At("p2", status => status with { MountId = 99 }).Fail("LinkUnnamed", Errno.EXDEV);

        Assert.IsNull(Find(files).TargetBoundary);
        AssertTries(1 + TriesAbove("cache"), files);
    }

    // What is made there can never be removed.
    [TestMethod]
    public void AppendOnlyFolder_IsNotWrittenTo()
    {
        var files = At("p2", status => status with { Attributes = InodeAttributes.AppendOnly }).Fail("LinkUnnamed", Errno.EXDEV);

        Assert.IsNull(Find(files).TargetBoundary);
        AssertTries(1 + TriesAbove("cache"), files);
    }

    [TestMethod]
    public void AnotherError_EndsTheSearch() => Assert.IsNull(Find(new FaultyFileSystem().FailFirst("LinkUnnamed", Errno.EXDEV, Errno.EACCES)).TargetBoundary);

    // btrfs: the top of a subvolume has this inode, also through NFS and SMB; no link has to be tried.
    [TestMethod]
    public void TopOfASubvolume_IsTheBoundary()
    {
        var files = At("p2", status => status with { Inode = 256 }).Fail("LinkUnnamed", Errno.EXDEV);

        Assert.AreEqual(_folder["p2"], Find(files).TargetBoundary);
        AssertTries(TriesAbove("cache"), files);
    }

    [TestMethod]
    public void FullFilesystem_FindsNothing()
    {
        var found = Find(new FaultyFileSystem().Fail("CreateUnnamed", Errno.ENOSPC));

        Assert.AreEqual((null, null), (found.TargetBoundary, found.CacheBoundary));
    }

    private FaultyFileSystem At(string name, Func<FileStatus, FileStatus> change) => new() { StatusAt = (path, status) => path == _folder[name] ? change(status) : status };

    // Every parent of the folder that is ours is tried, and all refuse.
    private int TriesAbove(string name)
    {
        var tries = 0;
        for (var parent = Path.GetDirectoryName(_folder[name]); parent is not null && IsOurs(parent); parent = Path.GetDirectoryName(parent))
        {
            tries++;
        }
        return tries;
    }

    private bool IsOurs(string path)
    {
        FileSystem.Current!.Stat(path, followLink: true, out var status);
        FileSystem.Current.Stat(_folder.Location, followLink: true, out var ours);
        return status.Owner == FileSystem.Current.EffectiveUser && status.MountId == ours.MountId;
    }

    private static void AssertTries(int expected, FaultyFileSystem files) => Assert.AreEqual(expected, files.Calls.Count(call => call == "LinkUnnamed"));

    private LinkTests Find(FaultyFileSystem files)
    {
        using var mounts = files.ReadMounts();
        var before = DirectoryTree.Listing(_folder.Location);
        var pair = new Pair(
            PlaceFinder.Find(files, mounts, _folder["cache"], out _)!, PlaceFinder.Find(files, mounts, _folder["p2", "app", ".venv"], out _)!, files.EffectiveUser);
        var found = BoundarySearch.Complete(files, pair, LinkTests.None);
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_folder.Location)));
        return found;
    }
}
