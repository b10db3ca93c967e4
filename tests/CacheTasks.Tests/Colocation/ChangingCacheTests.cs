using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>Caches that another process changes while they are looked at, and ones that are too large to look at whole.</summary>
[TestClass]
public sealed class ChangingCacheTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("changing");

    // Many entries are made in memory where there is such a folder.
    private readonly string _large = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"cachetasks-large-{Guid.NewGuid():N}");

    public ChangingCacheTests() => Directory.CreateDirectory(_folder["target"]);

    public void Dispose()
    {
        _folder.Dispose();
        if (Directory.Exists(_large))
        {
            Directory.Delete(_large, recursive: true);
        }
    }

    [TestMethod]
    public void FilesThatGoWhileTheyAreListed_AreNoSample()
    {
        Make("cache/archive-v0/x/a.py");
        var files = new FaultyFileSystem { AfterList = () => Delete("cache/archive-v0/x/a.py") };

        AssertLines.None(CacheSample.Find(files, _folder["cache", "archive-v0"], []));
    }

    [TestMethod]
    public void PrunedCache_IsJudgedByWhatIsLeft()
    {
        Make("cache/archive-v0/x/a.py");
        var listed = 0;
        var files = new FaultyFileSystem
        {
            // Looked at for the sample, and gone before it is tried.
            Status = status =>
            {
                if (status.Kind == CacheTasks.Platform.FileKind.File && status.Size == 7 && listed++ == 0)
                {
                    Delete("cache/archive-v0/x/a.py");
                }
                return status;
            },
        };

        var judgement = Colocator.Judge(files, _folder["cache"], _folder["target"], "archive-v*");

        Assert.AreEqual(ModeResult.Works, judgement.Verdict!.Hardlink);
        Assert.AreEqual(1, listed);
    }

    // Whoever may write to the cache could have the walk read elsewhere.
    [TestMethod]
    public void FolderThatBecomesASymlink_IsNotFollowed()
    {
        Make("elsewhere/secret.py");
        Make("cache/archive-v0/x/a.py");
        var swapped = false;
        var files = new FaultyFileSystem
        {
            AfterList = () =>
            {
                if (!swapped)
                {
                    swapped = true;
                    Directory.Delete(_folder["cache", "archive-v0", "x"], recursive: true);
                    Directory.CreateSymbolicLink(_folder["cache", "archive-v0", "x"], _folder["elsewhere"]);
                }
            },
        };

        AssertLines.None(CacheSample.Find(files, _folder["cache", "archive-v0"], []));
        Assert.IsTrue(swapped);
    }

    [TestMethod]
    public void HundredThousandFiles_AreNotLookedAt()
    {
        Directory.CreateDirectory(_large);
        new Command("sh", "-c", $"cd '{_large}' && seq 1 100000 | xargs touch").Run().OrFail();
        var files = new FaultyFileSystem();

        Assert.HasCount(3, CacheSample.Find(files, _large, []));
        Assert.AreEqual("1 3", $"{files.Calls.Count(call => call == "List")} {files.Calls.Count(call => call == "StatEntry")}");
    }

    // Folders alone hold no sample, so nothing but their number ends the walk.
    [TestMethod]
    public void ManyFolders_AreNotWalkedWhole()
    {
        foreach (var (one, two, three) in from one in Enumerable.Range(0, 11) from two in Enumerable.Range(0, 11) from three in Enumerable.Range(0, 11) select (one, two, three))
        {
            Directory.CreateDirectory(Path.Combine(_large, $"{one}", $"{two}", $"{three}"));
        }
        var files = new FaultyFileSystem();

        AssertLines.None(CacheSample.Find(files, _large, []));
        Assert.IsLessThan(1100, files.Calls.Count(call => call == "List"));
    }

    private void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], "print()");
    }

    private void Delete(string path) => File.Delete(_folder[path]);
}
