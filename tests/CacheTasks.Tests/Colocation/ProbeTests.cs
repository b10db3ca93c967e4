using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;
using FileKind = CacheTasks.Platform.FileKind;

namespace CacheTasks.Tests.Colocation;

/// <summary>Trying on this machine's temporary folder, with single calls made to fail: the answers, and that nothing stays.</summary>
[TestClass]
public sealed class ProbeTests : IDisposable
{
    private static readonly MountTable s_mounts = FileSystem.Current!.ReadMounts();

    private readonly TemporaryDirectory _folder = new("probe");

    public ProbeTests()
    {
        Directory.CreateDirectory(_folder["cache"]);
        Directory.CreateDirectory(_folder["target"]);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void OneFolderOfThisMachine_TakesLinks()
    {
        var trials = Run(new FaultyFileSystem());

        Assert.AreEqual("", Failed(trials with { Reflink = default }));
        Assert.IsGreaterThan(0, trials.Clock);
    }

    // Each call in turn: whatever fails, no name stays in either folder.
    [TestMethod]
    [DataRow("CreateUnnamed", 95)]
    [DataRow("CreateUnnamed", 28)]
    [DataRow("Create", 28)]
    [DataRow("Write", 28)]
    [DataRow("LinkUnnamed", 2)]
    [DataRow("LinkUnnamed", 18)]
    [DataRow("Link", 18)]
    [DataRow("Clone", 18)]
    [DataRow("Symlink", 1)]
    [DataRow("OpenDirectory", 13)]
    public void FailingCall_LeavesNothing(string call, int errno)
    {
        Run(new FaultyFileSystem().Fail(call, new Errno(errno)), MakeSample());

        AssertLines.Equal(["cache", "cache/a.py", "target"], Directory.EnumerateFileSystemEntries(_folder.Location, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder.Location, path)).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    [DataRow("Clone", 95, "Reflink=EOPNOTSUPP")]
    [DataRow("Symlink", 1, "Symlink=EPERM")]
    [DataRow("LinkUnnamed", 18, "Hardlink=EXDEV")]
    public void FailingMode_FailsAlone(string call, int errno, string failed)
    {
        var trials = Run(new FaultyFileSystem().Fail("Clone", Errno.None).Fail(call, new Errno(errno)));

        Assert.AreEqual(failed, Failed(trials));
    }

    [TestMethod]
    public void FullTarget_SaysSo() =>
        Assert.AreEqual("CreateInCache=ENOSPC WriteToTarget=ENOSPC", Failed(Run(new FaultyFileSystem().Fail("Clone", Errno.None).Fail("Write", Errno.ENOSPC))));

    [TestMethod]
    public void TargetThatCannotBeWritten_FailsEverything() => Assert.AreEqual(
        "CreateInCache=EROFS CreateInTarget=EROFS Hardlink=EROFS Reflink=EROFS Symlink=EROFS WriteToTarget=EROFS",
        Failed(Run(new FaultyFileSystem().Fail("CreateUnnamed", Errno.EROFS))));

    // Overlay, 9p and others have no unnamed files; a named one takes their place and goes again.
    [TestMethod]
    [DataRow(95)]
    [DataRow(21)]
    [DataRow(22)]
    public void NoUnnamedFiles_NamedOnesDo(int errno)
    {
        var files = new FaultyFileSystem().Fail("CreateUnnamed", new Errno(errno)).Fail("Clone", Errno.None);

        Assert.AreEqual("", Failed(Run(files)));
        Assert.Contains("Create", files.Calls);
    }

    // linkat needs /proc for a file without a name.
    [TestMethod]
    public void NoProc_LinksByName() =>
        Assert.AreEqual("", Failed(Run(new FaultyFileSystem().Fail("LinkUnnamed", Errno.ENOENT).Fail("Clone", Errno.None))));

    [TestMethod]
    public void LinkThatIsASymlink_IsSeen()
    {
        var files = new FaultyFileSystem { Status = status => status with { Kind = FileKind.Symlink } };

        Assert.IsTrue(Run(files).HardlinkIsSymlink);
    }

    [TestMethod]
    public void CachesOwnFile_IsTriedToo()
    {
        var trials = Run(new FaultyFileSystem().Fail("Clone", Errno.None).Fail("Link", Errno.EPERM), MakeSample());

        Assert.AreEqual("", Failed(trials));
        Assert.AreEqual(Errno.EPERM, trials.Samples.Single().Link);
    }

    [TestMethod]
    public void CachesOwnFile_IsNotChanged()
    {
        var sample = MakeSample();
        var before = DirectoryTree.Listing(_folder["cache"]);

        Run(new FaultyFileSystem(), sample);

        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_folder["cache"])));
    }

    private Trials Run(FaultyFileSystem files, params IReadOnlyList<SampledFile> samples)
    {
        var pair = new Pair(
            PlaceFinder.Find(FileSystem.Current!, s_mounts, _folder["cache"], out _)!, PlaceFinder.Find(FileSystem.Current!, s_mounts, _folder["target"], out _)!, 0);
        return Probe.Run(files, pair, samples);
    }

    private SampledFile MakeSample()
    {
        File.WriteAllText(_folder["cache", "a.py"], "print()");
        FileSystem.Current!.Stat(_folder["cache", "a.py"], followLink: false, out var status);
        return new SampledFile(_folder["cache", "a.py"], status, Package: 0, Number: 0);
    }

    private static string Failed(Trials trials) => string.Join(" ", typeof(Trials).GetProperties()
        .Where(property => property.PropertyType == typeof(Errno) && !((Errno)property.GetValue(trials)!).Succeeded)
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name}={property.GetValue(trials)}"));
}
