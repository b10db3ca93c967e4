using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>What a tool does in an empty cache, with single calls made to fail: what is found, and that nothing stays.</summary>
[TestClass]
public sealed class CacheWorkTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("work");

    public CacheWorkTests() => Directory.CreateDirectory(_folder["archive-v0"]);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void FilesystemWithUnnamedFiles_CanAll() => AssertFails(new FaultyFileSystem());

    [TestMethod]
    public void FoldersOfOneCache_TakeEachOthersFiles() => Assert.IsTrue(CanMove(new FaultyFileSystem()));

    [TestMethod]
    public void SandboxThatForbidsMoves_IsFound() => Assert.IsFalse(CanMove(new FaultyFileSystem().Fail("LinkUnnamed", Errno.EXDEV)));

    [TestMethod]
    [DataRow("CreateUnnamed", 28)]
    [DataRow("OpenDirectory", 13)]
    public void CacheThatCannotBeWritten_IsAnotherFinding(string call, int errno) => AssertFails(new FaultyFileSystem().Fail(call, new Errno(errno)));

    // Named files only: vfat, exfat, SMB, FUSE.
    [TestMethod]
    public void FilesystemWithNamedFilesOnly_IsTriedInEachWay() => AssertFails(Named());

    [TestMethod]
    public void NoSymlinks_AreFound() => AssertFails(Named().Fail("Symlink", Errno.EPERM), "SymlinkInCache EPERM");

    // A lock comes into being at once by a rename that replaces nothing, or by a link.
    [TestMethod]
    public void LinkThatFails_DoesNotMatterWhereARenameWorks() =>
        AssertFails(Named().Fail("Rename", Errno.EINVAL).Fail("Link", Errno.EPERM), "LockCache EPERM", "LockPackage EPERM");

    [TestMethod]
    public void LockThatExists_NeedsNotBeMade()
    {
        File.WriteAllText(_folder[".lock"], "");

        AssertFails(Named().Fail("Rename", Errno.EINVAL).Fail("Link", Errno.EPERM), "LockPackage EPERM");
    }

    private static FaultyFileSystem Named() => new FaultyFileSystem().Fail("CreateUnnamed", Errno.EOPNOTSUPP);

    private void AssertFails(FaultyFileSystem files, params string[] expected) =>
        AssertLines.Equal(expected, Try(root => CacheWork.Try(files, root)).Select(failure => $"{failure.Operation} {failure.Errno}"));

    private bool CanMove(FaultyFileSystem files)
    {
        using var mounts = FileSystem.Current!.ReadMounts();
        var folder = PlaceFinder.Find(FileSystem.Current, mounts, _folder["archive-v0"], out _)!;
        return Try(root => CacheWork.CanMove(files, root, folder));
    }

    private T Try<T>(Func<Place, T> work)
    {
        using var mounts = FileSystem.Current!.ReadMounts();
        var before = DirectoryTree.Listing(_folder.Location);
        var result = work(PlaceFinder.Find(FileSystem.Current, mounts, _folder.Location, out _)!);
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_folder.Location)));
        return result;
    }
}
