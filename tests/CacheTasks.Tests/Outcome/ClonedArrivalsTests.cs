using CacheTasks.Outcome;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Outcome;

/// <summary>Where clones work, equal files are told apart by where their blocks lie.</summary>
[TestClass]
public sealed class ClonedArrivalsTests : IDisposable
{
    private readonly WheelFolders _folders = new();

    public ClonedArrivalsTests()
    {
        _folders.AddToCache("demo/core.py", "print()");
        _folders.Copy("demo/core.py");
    }

    public void Dispose() => _folders.Dispose();

    [TestMethod]
    public void SameBlocks_AreAClone() => AssertArrival(Arrival.Clone, new Extent(ExtentKind.Mapped, 4096, true), new Extent(ExtentKind.Mapped, 4096, true));

    [TestMethod]
    public void OtherBlocks_AreACopy() => AssertArrival(Arrival.Copy, new Extent(ExtentKind.Mapped, 8192), new Extent(ExtentKind.Mapped, 4096));

    // A clone, but not of this cache's file.
    [TestMethod]
    public void OtherSharedBlocks_AreFromElsewhere() =>
        Assert.IsTrue(Find(new Extent(ExtentKind.Mapped, 8192, IsShared: true), new Extent(ExtentKind.Mapped, 4096)).LinkedElsewhere);

    // btrfs keeps up to about 2 KiB in the inode: cloned, though nothing is shared.
    [TestMethod]
    public void ContentInTheInode_IsInline() => AssertArrival(Arrival.Inline, new Extent(ExtentKind.Inline, 0), new Extent(ExtentKind.Inline, 0));

    [TestMethod]
    public void EmptyFile_IsInline() => AssertArrival(Arrival.Inline, new Extent(ExtentKind.None, 0), new Extent(ExtentKind.None, 0));

    [TestMethod]
    public void UnknownPlace_IsACopy()
    {
        AssertArrival(Arrival.Copy, new Extent(ExtentKind.Unknown, 0), new Extent(ExtentKind.Mapped, 4096));
        AssertArrival(Arrival.Copy, new Extent(ExtentKind.Mapped, 4096), new Extent(ExtentKind.Unknown, 0));
    }

    // NFS tells of neither, and clones where the server can.
    [TestMethod]
    public void TwoUnknownPlaces_AreAClone() => AssertArrival(Arrival.Clone, new Extent(ExtentKind.Unknown, 0), new Extent(ExtentKind.Unknown, 0));

    private void AssertArrival(Arrival expected, Extent installed, Extent cached) => Assert.AreEqual(expected, Find(installed, cached).Arrival);

    private ArrivedFile Find(Extent installed, Extent cached)
    {
        var files = new FaultyFileSystem { Extents = path => path.StartsWith(_folders.Cache, StringComparison.Ordinal) ? cached : installed };
        return _folders.Compare(files, clonesWork: true, "demo/core.py");
    }
}
