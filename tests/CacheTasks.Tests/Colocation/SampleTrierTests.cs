using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>The cache's own files tried for real, one of each kind.</summary>
[TestClass]
public sealed class SampleTrierTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("trier");

    public SampleTrierTests()
    {
        Directory.CreateDirectory(_folder["cache"]);
        Directory.CreateDirectory(_folder["target"]);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void OneOfEachKind_IsTriedAndTheLargestOfIt()
    {
        var trials = Try(new FaultyFileSystem(), Make("small", 1), Make("large", 900));

        Assert.AreEqual(_folder["cache", "large"], trials.Single().File.Path);
        Assert.HasCount(2, trials.Single().Alike);
        Assert.AreEqual((Errno.None, Errno.None), (trials.Single().Link, trials.Single().Read));
    }

    [TestMethod]
    public void FileThatTheToolWritesItself_IsNotTried() => AssertLines.None(Try(new FaultyFileSystem(), Make("RECORD", 1) with { IsRewritten = true }));

    [TestMethod]
    public void FailingLink_IsTheAnswer() =>
        Assert.AreEqual(Errno.EMLINK, Try(new FaultyFileSystem().Fail("Link", Errno.EMLINK), Make("a", 1)).Single().Link);

    [TestMethod]
    public void UnreadableFile_IsNotCloned()
    {
        var files = new FaultyFileSystem().Fail("OpenFile", Errno.EACCES);
        var trial = Try(files, Make("a", 1)).Single();

        Assert.AreEqual((Errno.EACCES, Errno.EACCES, Errno.None), (trial.Read, trial.Cloned, trial.Link));
        Assert.DoesNotContain("Clone", files.Calls);
    }

    // A link would copy the file up: its layer is asked for instead.
    [TestMethod]
    [DataRow(true, true)]
    [DataRow(false, false)]
    public void FileOfAnOverlay_IsNotLinked(bool lower, bool isLower)
    {
        var files = new FaultyFileSystem { InLowerLayer = lower };
        var trial = Try(files, careful: true, Make("a", 1)).Single();

        Assert.AreEqual(isLower, trial.IsLower);
        Assert.DoesNotContain("Link", files.Calls);
    }

    // Another process prunes the cache meanwhile.
    [TestMethod]
    public void FileThatIsGone_LeavesItsWorkToTheNext()
    {
        var gone = Make("gone", 900);
        File.Delete(gone.Path);

        Assert.AreEqual(_folder["cache", "stays"], Try(new FaultyFileSystem(), gone, Make("stays", 1)).Single().File.Path);
        AssertLines.None(Try(new FaultyFileSystem(), gone));
    }

    [TestMethod]
    public void FolderThatIsGone_SaysNothing()
    {
        var file = Make("pkg/a", 1);
        Directory.Delete(_folder["cache", "pkg"], recursive: true);

        AssertLines.None(Try(new FaultyFileSystem(), file));
    }

    [TestMethod]
    public void FileThatBecameASymlink_SaysNothing()
    {
        var file = Make("a", 1);
        File.Delete(file.Path);
        File.CreateSymbolicLink(file.Path, "/etc/passwd");

        AssertLines.None(Try(new FaultyFileSystem(), file));
    }

    // A link to it could never be removed from a sticky folder of somebody else: the rule answers.
    [TestMethod]
    [DataRow(0, 0)]
    [DataRow(13, 1)]
    public void ForeignFileThatCouldNotBeRemoved_IsJudgedByTheRule(int access, int link)
    {
        var files = new FaultyFileSystem { User = 4242 }.Fail("CheckReadWrite", new Errno(access));
        var foreign = Make("a", 1);
        var trial = Try(files, careful: false, onlyOwn: true, foreign).Single();

        Assert.AreEqual(new Errno(link), trial.Link);
        Assert.DoesNotContain("Link", files.Calls);
    }

    [TestMethod]
    public void FileOfTheUpperLayer_IsTried()
    {
        var files = new FaultyFileSystem { InLowerLayer = false };

        FileSystem.Current!.OpenDirectory(_folder["target"], out var target);
        using (target)
        using (var into = File.OpenHandle(_folder["into"], FileMode.Create, FileAccess.ReadWrite))
        {
            new SampleTrier(files, target, into, Errno.None, mayTryUpper: true, onlyOwn: false).Try([Make("a", 1)], files.EffectiveUser);
        }

        Assert.Contains("Link", files.Calls);
    }

    private IReadOnlyList<SampleTrial> Try(FaultyFileSystem files, params SampledFile[] samples) => Try(files, careful: false, samples);

    private IReadOnlyList<SampleTrial> Try(FaultyFileSystem files, bool careful, params SampledFile[] samples) => Try(files, careful, onlyOwn: false, samples);

    private IReadOnlyList<SampleTrial> Try(FaultyFileSystem files, bool careful, bool onlyOwn, params SampledFile[] samples)
    {
        FileSystem.Current!.OpenDirectory(_folder["target"], out var target);
        using (target)
        using (var into = File.OpenHandle(_folder["into"], FileMode.Create, FileAccess.ReadWrite))
        {
            var trials = new SampleTrier(files, target, into, careful ? Errno.None : null, mayTryUpper: false, onlyOwn).Try(samples, files.EffectiveUser);
            AssertLines.None(Directory.EnumerateFileSystemEntries(_folder["target"]));
            return trials;
        }
    }

    private SampledFile Make(string name, int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder["cache", name])!);
        File.WriteAllBytes(_folder["cache", name], new byte[length]);
        FileSystem.Current!.Stat(_folder["cache", name], followLink: false, out var status);
        return new SampledFile(_folder["cache", name], status, Package: 0, Number: 0);
    }
}
