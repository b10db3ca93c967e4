using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Colocation;

[TestClass]
public sealed class ColocatorTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("colocator");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void MissingDirectories_AreJudgedAndNotMade()
    {
        var judgement = Judge(new FaultyFileSystem());

        Assert.AreEqual(ModeResult.Works, judgement.Verdict!.Hardlink);
        Assert.AreEqual(_folder["cache"], judgement.Pair!.Cache.Path);
        AssertLines.None(Directory.EnumerateFileSystemEntries(_folder.Location));
    }

    [TestMethod]
    public void PathThatCannotBeADirectory_GivesNoVerdict()
    {
        File.WriteAllText(_folder["cache"], "");

        var judgement = Judge(new FaultyFileSystem());

        Assert.IsNull(judgement.Verdict);
        Assert.AreEqual(_folder["cache"], judgement.CacheProblem!.Path);
        Assert.IsNull(judgement.TargetProblem);
    }

    [TestMethod]
    public void BothPathsWrong_AreBothSaid()
    {
        File.WriteAllText(_folder["cache"], "");
        File.WriteAllText(_folder["target"], "");

        var judgement = Judge(new FaultyFileSystem());

        Assert.AreEqual(_folder["target"], judgement.TargetProblem!.Path);
        Assert.AreEqual(_folder["cache"], judgement.CacheProblem!.Path);
    }

    // The files lie in another folder than the one that the tool writes its locks to: either can be unwritable.
    [TestMethod]
    public void UnwritableTopOfTheCache_BlocksIt()
    {
        Directory.CreateDirectory(_folder["cache", "archive-v0"]);

        var judgement = Judge(new FaultyFileSystem().Fail("CheckWritable", Errno.EACCES));

        Assert.AreEqual(new Blockage(Operation.CreateInCache, Errno.EACCES, Rules.NotWritable), judgement.Verdict!.CacheBlocked);
    }

    [TestMethod]
    public void FileOfTheCache_IsTriedInItsFolder()
    {
        Directory.CreateDirectory(_folder["cache", "archive-v0", "x"]);
        File.WriteAllText(_folder["cache", "archive-v0", "x", "a.py"], "print()");

        var judgement = Judge(new FaultyFileSystem().Fail("Link", Errno.EPERM));

        Assert.AreEqual(new ModeResult(ModeOutcome.Fails, Errno.EPERM, Rules.Unknown), judgement.Verdict!.Hardlink);
    }

    [TestMethod]
    public void Judgement_LeavesEverythingAsItWas()
    {
        Directory.CreateDirectory(_folder["cache", "archive-v0", "x"]);
        Directory.CreateDirectory(_folder["target"]);
        File.WriteAllText(_folder["cache", "archive-v0", "x", "a.py"], "print()");
        var before = DirectoryTree.Listing(_folder.Location);

        Judge(new FaultyFileSystem());

        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_folder.Location)));
    }

    // uv opens it whenever it starts, whatever its archives allow.
    [TestMethod]
    [DataRow("sdists-v10/.git", "sdists-v*/.git")]
    [DataRow(".lock", ".lock")]
    public void FileThatTheToolOpens_BlocksTheCache(string file, string pattern)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder["cache", file])!);
        File.WriteAllText(_folder["cache", file], "");
        var files = new FaultyFileSystem().Fail("CheckReadWrite", Errno.EACCES);
        using var mounts = files.ReadMounts();

        var judgement = new Colocator(files, mounts).Judge(_folder["cache"], _folder["target"], "archive-v*", [], [pattern]);

        Assert.AreEqual(new Blockage(Operation.OpenInCache, Errno.EACCES, Rules.NotWritable), judgement.Verdict!.CacheBlocked);
        StringAssert.Contains(judgement.Causes[0].Description, _folder["cache", file]);
    }

    // What lies in the cache's root is never linked, and does not make the cache a warm one.
    [TestMethod]
    public void FilesBesideThePackages_AreNoSample()
    {
        Directory.CreateDirectory(_folder["cache"]);
        File.WriteAllText(_folder["cache", "CACHEDIR.TAG"], "");
        var files = new FaultyFileSystem().Fail("Link", Errno.EPERM);

        Assert.AreEqual(ModeResult.Works, Judge(files).Verdict!.Hardlink);
    }

    // A build's second pair between the same mounts makes no link of a fresh file any more, and has the same verdict.
    [TestMethod]
    [DataRow(true, 1)]
    [DataRow(false, 2)]
    public void PairsOfOneBuild_ShareWhatFreshFilesDid(bool shares, int links)
    {
        var files = new FaultyFileSystem();
        using var mounts = files.ReadMounts();
        var colocator = new Colocator(files, mounts) { Shares = shares };

        var (one, other) = (colocator.Judge(_folder["cache"], _folder["one"]), colocator.Judge(_folder["cache"], _folder["other"]));

        Assert.AreEqual(one.Verdict, other.Verdict);
        Assert.AreEqual(links, files.Calls.Count(call => call == "LinkUnnamed"));
    }

    private Judgement Judge(FaultyFileSystem files) => Colocator.Judge(files, _folder["cache"], _folder["target"], "archive-v*");
}
