using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Colocation;

[TestClass]
public sealed class CacheSampleTests : IDisposable
{
    private readonly TemporaryDirectory _cache = new("sample");

    public void Dispose() => _cache.Dispose();

    [TestMethod]
    public void FolderOfFiles_IsTheOneThatMatches()
    {
        MakeFolders("archive-v0", "simple-v18", "wheels-v5");

        Assert.AreEqual(_cache["archive-v0"], CacheSample.FindFolder(_cache.Location, "archive-v*"));
    }

    [TestMethod]
    [DataRow("archive-v0", "archive-v1")]
    [DataRow("archive-v9", "archive-v10")]
    public void SeveralFolders_GiveTheNewest(string older, string newer)
    {
        MakeFolders(newer, older);

        Assert.AreEqual(_cache[newer], CacheSample.FindFolder(_cache.Location, "archive-v*"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("archive-v*")]
    public void NoSuchFolder_IsTheCacheItself(string pattern)
    {
        MakeFolders("simple-v18");

        Assert.AreEqual(_cache.Location, CacheSample.FindFolder(_cache.Location, pattern));
    }

    [TestMethod]
    public void MissingCache_IsTheCacheItself() =>
        Assert.AreEqual(_cache["absent"], CacheSample.FindFolder(_cache["absent"], "archive-v*"));

    [TestMethod]
    public void FilesOfAPackage_AreOfItsNumber()
    {
        MakeFile("x/pkg/__init__.py", 0);
        MakeFile("x/pkg/core.py", 900);
        MakeFile("y/other.py", 1);

        var found = Find(_cache.Location);

        Assert.HasCount(3, found);
        Assert.HasCount(2, found.GroupBy(file => file.Package));
        AssertLines.Equal([0, 1, 2], found.Select(file => file.Number));
        Assert.AreEqual(900ul, found.Single(file => file.Path == _cache["x", "pkg", "core.py"]).Status.Size);
    }

    [TestMethod]
    public void FileThatTheToolRewrites_IsMarked()
    {
        MakeFile("x/a.dist-info/RECORD", 10);

        Assert.IsTrue(Find(_cache.Location).Single().IsRewritten);
    }

    [TestMethod]
    public void Handful_IsAFewFilesOfAFewPackages()
    {
        foreach (var (package, file) in from package in Enumerable.Range(0, 9) from file in Enumerable.Range(0, 40) select (package, file))
        {
            MakeFile($"{package}/pkg/{file}.py", 1);
        }

        Assert.HasCount(96, Find(_cache.Location));
        Assert.HasCount(360, CacheSample.Find(FileSystem.Current!, _cache.Location, [], all: true));
    }

    [TestMethod]
    public void Symlinks_AreNoSample()
    {
        MakeFile("other/real.py", 10);
        MakeFolders("x");
        File.CreateSymbolicLink(_cache["x", "link.py"], _cache["other", "real.py"]);
        Directory.CreateSymbolicLink(_cache["x", "folder"], _cache["other"]);

        AssertLines.None(Find(_cache["x"]));
    }

    // An interrupted download leaves empty folders beside the filled ones.
    [TestMethod]
    public void EmptyFolders_AreNotAllThereIs()
    {
        foreach (var number in Enumerable.Range(0, 5))
        {
            MakeFolders($"empty{number}/below");
        }
        MakeFile("full/pkg/core.py", 900);

        Assert.AreEqual(_cache["full", "pkg", "core.py"], Find(_cache.Location).Single().Path);
    }

    [TestMethod]
    public void FilesFarBelow_AreNotLookedFor()
    {
        MakeFile(string.Join('/', Enumerable.Range(1, 40)) + "/deep.py", 10);

        AssertLines.None(Find(_cache.Location));
    }

    [TestMethod]
    public void EmptyCache_HasNoSample() => AssertLines.None(Find(_cache.Location));

    [TestMethod]
    public void MissingFolder_HasNoSample() => AssertLines.None(Find(_cache["absent"]));

    private static IReadOnlyList<SampledFile> Find(string folder) => CacheSample.Find(FileSystem.Current!, folder, ["RECORD"]);

    private void MakeFolders(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(_cache[name]);
        }
    }

    private void MakeFile(string path, int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_cache[path])!);
        File.WriteAllBytes(_cache[path], new byte[length]);
    }
}
