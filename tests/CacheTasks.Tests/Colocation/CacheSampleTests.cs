using CacheTasks.Colocation;
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
    public void LargestOfAFew_IsTheSample()
    {
        MakeFile("x/pkg/__init__.py", 0);
        MakeFile("x/pkg/core.py", 900);
        MakeFile("x/pkg/py.typed", 1);

        Assert.AreEqual(_cache["x", "pkg", "core.py"], CacheSample.Find(_cache.Location));
    }

    [TestMethod]
    public void Symlinks_AreNoSample()
    {
        MakeFile("other/real.py", 10);
        MakeFolders("x");
        File.CreateSymbolicLink(_cache["x", "link.py"], _cache["other", "real.py"]);
        Directory.CreateSymbolicLink(_cache["x", "folder"], _cache["other"]);

        Assert.IsNull(CacheSample.Find(_cache["x"]));
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

        Assert.AreEqual(_cache["full", "pkg", "core.py"], CacheSample.Find(_cache.Location));
    }

    [TestMethod]
    public void FilesFarBelow_AreNotLookedFor()
    {
        MakeFile("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/deep.py", 10);

        Assert.IsNull(CacheSample.Find(_cache.Location));
    }

    [TestMethod]
    public void EmptyCache_HasNoSample() => Assert.IsNull(CacheSample.Find(_cache.Location));

    [TestMethod]
    public void MissingFolder_HasNoSample() => Assert.IsNull(CacheSample.Find(_cache["absent"]));

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
