using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

[TestClass]
public sealed class RootTrialTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("root");

    public RootTrialTests() => Directory.CreateDirectory(_folder["archive-v0"]);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void FoldersOfOneCache_TakeEachOthersFiles() => Assert.AreEqual(Errno.None, Run(new FaultyFileSystem()));

    [TestMethod]
    public void SandboxThatForbidsIt_IsFound() => Assert.AreEqual(Errno.EXDEV, Run(new FaultyFileSystem().Fail("LinkUnnamed", Errno.EXDEV)));

    // A filesystem without links can move all the same; what cannot be made at all is another finding.
    [TestMethod]
    [DataRow("LinkUnnamed", 1)]
    [DataRow("LinkUnnamed", 31)]
    [DataRow("CreateUnnamed", 28)]
    [DataRow("OpenDirectory", 13)]
    public void AnotherError_SaysNothingOfMoves(string call, int errno) => Assert.AreEqual(Errno.None, Run(new FaultyFileSystem().Fail(call, new Errno(errno))));

    private Errno Run(FaultyFileSystem files)
    {
        using var mounts = FileSystem.Current!.ReadMounts();
        var moved = RootTrial.Run(
            files, PlaceFinder.Find(FileSystem.Current, mounts, _folder.Location, out _)!, PlaceFinder.Find(FileSystem.Current, mounts, _folder["archive-v0"], out _)!);
        AssertLines.Equal([_folder["archive-v0"]], Directory.EnumerateFileSystemEntries(_folder.Location, "*", SearchOption.AllDirectories));
        return moved;
    }
}
