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
    public void FilesystemWithUnnamedFiles_CanAll() => AssertFails(new FaultyFileSystem(), moves: false);

    [TestMethod]
    public void FoldersOfOneCache_TakeEachOthersFiles() => AssertFails(new FaultyFileSystem(), moves: true);

    [TestMethod]
    public void SandboxThatForbidsMoves_IsFound() => AssertFails(new FaultyFileSystem().Fail("LinkUnnamed", Errno.EXDEV), moves: true, "MoveInCache EXDEV");

    // A filesystem without links can move all the same.
    [TestMethod]
    [DataRow("LinkUnnamed", 1)]
    [DataRow("LinkUnnamed", 31)]
    [DataRow("CreateUnnamed", 28)]
    [DataRow("OpenDirectory", 13)]
    public void AnotherError_SaysNothingOfMoves(string call, int errno) => AssertFails(new FaultyFileSystem().Fail(call, new Errno(errno)), moves: true);

    // Named files only: vfat, exfat, SMB, FUSE.
    [TestMethod]
    public void FilesystemWithNamedFilesOnly_IsTriedInEachWay() => AssertFails(Named(), moves: false);

    [TestMethod]
    public void NoSymlinks_AreFound() => AssertFails(Named().Fail("Symlink", Errno.EPERM), moves: false, "SymlinkInCache EPERM");

    // A lock comes into being at once by a rename that replaces nothing, or by a link.
    [TestMethod]
    public void LinkThatFails_DoesNotMatterWhereARenameWorks() =>
        AssertFails(Named().Fail("Rename", Errno.EINVAL).Fail("Link", Errno.EPERM), moves: false, "LockCache EPERM", "LockPackage EPERM");

    [TestMethod]
    public void LockThatExists_NeedsNotBeMade()
    {
        File.WriteAllText(_folder[".lock"], "");

        AssertFails(Named().Fail("Rename", Errno.EINVAL).Fail("Link", Errno.EPERM), moves: false, "LockPackage EPERM");
    }

    private static FaultyFileSystem Named() => new FaultyFileSystem().Fail("CreateUnnamed", Errno.EOPNOTSUPP);

    private void AssertFails(FaultyFileSystem files, bool moves, params string[] expected)
    {
        using var mounts = FileSystem.Current!.ReadMounts();
        var before = DirectoryTree.Listing(_folder.Location);
        var root = PlaceFinder.Find(FileSystem.Current, mounts, _folder.Location, out _)!;
        var folder = PlaceFinder.Find(FileSystem.Current, mounts, _folder["archive-v0"], out _)!;

        AssertLines.Equal(expected, CacheWork.Try(files, root, folder, moves).Select(failure => $"{failure.Operation} {failure.Errno}"));
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_folder.Location)));
    }
}
