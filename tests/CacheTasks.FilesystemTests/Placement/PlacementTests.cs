using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Where a cache goes on real filesystems, and what is said of every place that it could have had.</summary>
[TestClass]
public sealed class PlacementTests : LabTest
{
    [TestMethod]
    public void OtherFilesystem_CacheMovesBesideTheSources()
    {
        var site = Site();

        var placed = site.Placing.Run();

        Assert.AreEqual(site.Beside, placed.Cache);
        Assert.AreEqual("UV_CACHE_DIR=" + site.Beside, placed.Environment);
        Assert.IsEmpty(placed.Findings);
        Assert.AreEqual(
            $"the cache moves to {site.Beside} (beside the sources): files come by hard link, on a local xfs that lasts; {site.Cache} cannot be linked: different filesystems (CACHETASKS1001)", placed.Lines[0]);
        CollectionAssert.AreEqual(
            new[] { "own: cannot be linked: different filesystems (CACHETASKS1001)", "beside: taken", "ancestor: is not needed" }, placed.Candidates.Take(3).ToArray());
        StringAssert.Contains(placed.Candidates[3], "is on another filesystem (");
        Assert.AreEqual("drwx------", Mode(Path.GetDirectoryName(site.Beside)!));
        Assert.AreEqual(0, Directory.GetFileSystemEntries(Path.Combine(site.Work, "team"), ".cachetasks-probe-*").Length);
    }

    [TestMethod]
    public void Keep_SaysTheSameAndMakesNothing()
    {
        var site = Site();
        var before = Tree(site.Work);

        var placed = (site.Placing with { Asked = "keep" }).Run();

        Assert.AreEqual(site.Cache, placed.Cache);
        Assert.AreEqual("", placed.Environment);
        Assert.IsEmpty(placed.Findings);
        CollectionAssert.AreEqual(
            new[]
            {
                $"the cache stays at {site.Cache}, which cannot be linked: different filesystems (CACHETASKS1001)",
                $"with Placement=\"colocate\" it would move to {site.Beside} (beside the sources): by the mount table files can be linked, not tried, on a local xfs that lasts",
            },
            placed.Lines.ToArray());
        CollectionAssert.AreEqual(before, Tree(site.Work));
    }

    [TestMethod]
    public void CacheThatLinks_StaysAndNothingElseIsLookedAt()
    {
        var site = Site();
        var own = site.Lab.MakeFolder("work", "caches", "uv");

        var placed = (site.Placing with { Cache = own }).Run();

        Assert.AreEqual(own, placed.Cache);
        Assert.AreEqual("", placed.Environment);
        CollectionAssert.AreEqual(new[] { $"the cache stays at {own}: files come by hard link, on a local xfs that lasts" }, placed.Lines.ToArray());
        CollectionAssert.AreEqual(new[] { "own: taken" }, placed.Candidates.ToArray());
    }

    /// <summary>What is in the cache stays warm, so this comes before every new place.</summary>
    [TestMethod]
    public void TwoMountsOfOneFilesystem_TheSameDirectoryByItsOtherPath()
    {
        var site = Site();
        site.Lab.MakeFolder("work", "cache");
        var bound = site.Lab.Bind(Path.Combine(site.Work, "cache"), "bound");

        foreach (var from in new[] { "tool", "metadata", "UV_CACHE_DIR" })
        {
            var placed = (site.Placing with { Cache = bound, CacheFrom = from, Records = site.Lab.MakeFolder("records-" + from) }).Run();

            Assert.AreEqual(Path.Combine(site.Work, "cache"), placed.Cache, from);
            Assert.AreEqual("otherPath: taken", placed.Candidates[1]);
            Assert.IsEmpty(placed.Findings);
        }
        Assert.IsFalse(Directory.Exists(site.Beside));
    }

    /// <summary>The checkout is all of its filesystem, as a container's bind mount of it is.</summary>
    [TestMethod]
    [DataRow("", "Warning")]
    [DataRow("link", "Error")]
    public void NothingLinkable_IsSaidWithEveryReason(string require, string severity)
    {
        var site = Site();
        Directory.CreateDirectory(Path.Combine(site.Work, ".git"));

        var placed = (site.Placing with { Target = Path.Combine(site.Work, ".venv"), Require = require, Root = site.Lab.MakeFolder("home", "root") }).Run();

        Assert.AreEqual(site.Cache, placed.Cache);
        Assert.AreEqual("", placed.Environment);
        StringAssert.StartsWith(placed.Findings.Single(), $"{severity} 3001: no place for the cache can be linked into {site.Work}/.venv, so it stays where it is: {site.Cache} cannot be linked: ");
        foreach (var refused in new[] { $"{site.Lab.Root}/home/root/uv is on another filesystem (ext4", $"{site.Lab.Root}/.cachetasks-u0/uv is on another filesystem (" })
            StringAssert.Contains(placed.Findings.Single(), refused);
    }

    [TestMethod]
    public void RootOfCaches_ComesBeforeWhatIsFound_AndTheOverruledVariableIsSaid()
    {
        var site = Site();
        var root = site.Lab.MakeFolder("work", "caches");

        var placed = (site.Placing with { Root = root, CacheFrom = "UV_CACHE_DIR" }).Run();

        Assert.AreEqual(root + "/uv", placed.Cache);
        Assert.AreEqual($"Message 2006: Placement=\"colocate\" is set on the step, so UV_CACHE_DIR={site.Cache} of the environment does not count for it: the cache is {root}/uv.", placed.Findings.Single());
        Assert.IsFalse(Directory.Exists(site.Beside));
    }

    [TestMethod]
    public void HomeThatLinks_ComesBeforeNewFolders()
    {
        var site = Site();
        var home = site.Lab.MakeFolder("work", "home");

        var placed = (site.Placing with { Home = home }).Run();

        Assert.AreEqual(home + "/.cache/uv", placed.Cache);
        Assert.AreEqual("home: taken", placed.Candidates[1]);
    }

    /// <summary>The step's own word stands; what colocate would do is told.</summary>
    [TestMethod]
    public void CacheThatTheStepNames_IsNotMoved()
    {
        var site = Site();

        var placed = (site.Placing with { CacheFrom = "metadata" }).Run();

        Assert.AreEqual(site.Cache, placed.Cache);
        Assert.IsEmpty(placed.Findings);
        StringAssert.StartsWith(placed.Lines[1], $"CacheDirectory is set on the step; it could move to {site.Beside} (beside the sources): ");
        Assert.IsFalse(Directory.Exists(site.Beside));
    }

    [TestMethod]
    [DataRow("chown 1000 DIR", "is not safe there: DIR (owner user 1000")]
    [DataRow("chmod 777 DIR", "is not safe there: DIR (owner user 0 (root), mode 0777) lets other users replace what is in it")]
    public void FolderOfOthers_IsNotTried_TheNextAncestorIsTaken(string command, string reason)
    {
        var site = Site();
        var team = Path.Combine(site.Work, "team");
        Lab.System("sh", "-ec", command.Replace("DIR", team, StringComparison.Ordinal));

        var placed = site.Placing.Run();

        Assert.AreEqual(Path.Combine(site.Work, ".cachetasks-u0", "uv"), placed.Cache);
        StringAssert.StartsWith(placed.Candidates[1], "beside: " + reason.Replace("DIR", team, StringComparison.Ordinal));
        CollectionAssert.AreEqual(new[] { "app" }, Directory.GetFileSystemEntries(team).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public void StickyFolderOfAll_IsSafe()
    {
        var site = Site();
        Lab.System("chmod", "1777", Path.Combine(site.Work, "team"));

        Assert.AreEqual(site.Beside, site.Placing.Run().Cache);
    }

    /// <summary>Another checkout made one further up; what is warm there comes before a nearer, empty one.</summary>
    [TestMethod]
    public void DirectoryThatIsThere_ComesBeforeANearerOne()
    {
        var site = Site();
        var upper = Path.Combine(site.Work, ".cachetasks-u0", "uv");
        Directory.CreateDirectory(upper);

        Assert.AreEqual(upper, site.Placing.Run().Cache);
    }

    [TestMethod]
    public void DiskThatIsFull_IsNoPlace()
    {
        var site = Site();
        Lab.System("fallocate", "-l", "200M", Path.Combine(site.Work, "ballast"));

        var placed = site.Placing.Run();

        Assert.AreEqual(site.Cache, placed.Cache);
        StringAssert.Matches(placed.Candidates[1], new(@"^beside: has too little room: \d+ MiB left$"));
        StringAssert.Contains(placed.Findings.Single(), "Warning 3001: ");
        Assert.IsFalse(Directory.Exists(site.Beside));
    }

    /// <summary>A project tree of its own quota: by the mount table it looks as if links worked.</summary>
    [TestMethod]
    public void PlaceThatFailsWhenTried_IsRemovedAgain()
    {
        var site = Site();
        Lab.System("xfs_io", "-c", "chproj 7", "-c", "chattr +P", site.Checkout);

        var placed = site.Placing.Run();

        Assert.AreEqual(site.Cache, placed.Cache);
        Assert.AreEqual("beside: cannot be linked: project IDs (CACHETASKS1005)", placed.Candidates[1]);
        Assert.AreEqual("ancestor: cannot be linked: project IDs (CACHETASKS1005)", placed.Candidates[2]);
        CollectionAssert.AreEqual(new[] { "app" }, Directory.GetFileSystemEntries(Path.Combine(site.Work, "team")).Select(Path.GetFileName).ToArray());
        Assert.IsFalse(Directory.Exists(Path.Combine(site.Work, ".cachetasks-u0")));
    }

    [TestMethod]
    public void Choice_IsKeptWhileItIsValid_AndMadeAnewWhenItVanished()
    {
        var site = Site();
        var first = site.Placing.Run();
        var file = Path.Combine(site.Placing.Records, "SyncPython.json");
        var written = File.ReadAllText(file);
        // A better place turns up, and the disk fills to less than a new place would need.
        site.Lab.MakeFolder("work", ".cachetasks-u0", "uv");
        var home = site.Placing with { Home = site.Lab.MakeFolder("work", "home") };
        Lab.System("fallocate", "-l", "200M", Path.Combine(site.Work, "ballast"));

        var second = home.Run();

        Assert.AreEqual(site.Beside, second.Cache);
        Assert.AreEqual(first.Environment, second.Environment);
        CollectionAssert.AreEqual(first.Lines.ToArray(), second.Lines.ToArray());
        Assert.AreEqual(written, File.ReadAllText(file));

        File.Delete(Path.Combine(site.Work, "ballast"));
        // xfs gives the room back in the background.
        Assert.IsTrue(SpinWait.SpinUntil(() => new DriveInfo(site.Work).AvailableFreeSpace > 300 << 20, TimeSpan.FromSeconds(30)));
        Directory.Delete(site.Beside, recursive: true);
        var third = home.Run();

        Assert.AreEqual(Path.Combine(site.Work, ".cachetasks-u0", "uv"), third.Cache);
        StringAssert.EndsWith(third.Lines[0], $"; the place of earlier builds, {site.Beside} is gone");
        var fourth = home.Run();
        Assert.AreEqual(third.Cache, fourth.Cache);
        Assert.IsFalse(fourth.Lines[0].Contains("earlier", StringComparison.Ordinal), fourth.Lines[0]);
    }

    [TestMethod]
    public void TwentyAtOnce_ChooseTheSame()
    {
        var site = Site();
        using var start = new Barrier(20);
        var chosen = new string[20];

        var threads = Enumerable.Range(0, 20).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            chosen[number] = (site.Placing with { Records = "" }).Run().Cache;
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.AreEqual(site.Beside, chosen.Distinct().Single());
        CollectionAssert.AreEqual(new[] { ".cachetasks-u0", "app" }, Directory.GetFileSystemEntries(Path.Combine(site.Work, "team")).Select(Path.GetFileName).Order().ToArray());
    }

    [TestMethod]
    [DataRow("team/app/.venv/cache", "team/app/.venv", "lies inside the target")]
    [DataRow("team/app/.venv", "team/app/.venv", "is the target itself")]
    [DataRow("caches", "caches/app/.venv", "has the target inside it")]
    public void CacheAndTargetInOneAnother_AreSaid(string cache, string target, string how)
    {
        var site = Site();
        var own = Path.Combine(site.Work, cache);
        Directory.CreateSymbolicLink(Path.Combine(site.Lab.Root, "way"), site.Work);

        var placed = (site.Placing with { Asked = "keep", Cache = Path.Combine(site.Lab.Root, "way", cache), Target = Path.Combine(site.Work, target) }).Run();

        StringAssert.StartsWith(placed.Findings.Single(), $"Warning 3003: the cache {site.Lab.Root}/way/{cache} {how} ({site.Work}/{target}): who removes one removes the other with it. To see it: `realpath ");
        Assert.IsFalse(Directory.Exists(own));
    }

    [TestMethod]
    public void SymlinksIntoATmpfs_AreSaid_UnlessTheTargetGoesWithIt()
    {
        var site = Site();
        var memory = site.Lab.Tmpfs("memory", "size=300m");
        var symlinks = site.Placing with { Asked = "keep", Cache = memory + "/uv", LinkMode = "symlink" };

        StringAssert.StartsWith(
            symlinks.Run().Findings.Single(), $"Warning 3004: files in {site.Checkout}/.venv will be symlinks into {memory}/uv, which goes with the next restart: {memory} is a tmpfs, which is in memory. Without the cache");
        Assert.IsEmpty((symlinks with { Target = memory + "/app/.venv" }).Run().Findings);
        Assert.IsEmpty((symlinks with { LinkMode = "copy" }).Run().Findings);
    }

    [TestMethod]
    public void Fixed_TakesTheRoot_AndSaysWhereItIsOfNoUse()
    {
        var site = Site();
        var fixedAt = site.Placing with { Asked = "fixed" };

        var linked = (fixedAt with { Root = site.Lab.MakeFolder("work", "caches") }).Run();
        Assert.AreEqual($"UV_CACHE_DIR={site.Work}/caches/uv", linked.Environment);
        Assert.IsEmpty(linked.Findings);

        var copied = (fixedAt with { Root = site.Lab.MakeFolder("home", "root") }).Run();
        Assert.AreEqual($"UV_CACHE_DIR={site.Lab.Root}/home/root/uv", copied.Environment);
        StringAssert.StartsWith(
            copied.Findings.Single(), $"Warning 3001: Placement=\"fixed\" puts the cache at {site.Lab.Root}/home/root/uv (below CacheTasksRoot), which cannot be linked: different filesystems (CACHETASKS1001); it is used all the same. ");

        var named = (fixedAt with { CacheFrom = "metadata", Require = "link" }).Run();
        Assert.AreEqual(site.Cache, named.Cache);
        StringAssert.StartsWith(named.Findings.Single(), $"Error 3001: Placement=\"fixed\" puts the cache at {site.Cache} (CacheDirectory), which cannot be linked: ");

        File.WriteAllText(Path.Combine(site.Work, "file"), "");
        var unusable = (fixedAt with { Root = Path.Combine(site.Work, "file") }).Run();
        Assert.AreEqual("", unusable.Environment);
        Assert.AreEqual(site.Cache, unusable.Cache);
        StringAssert.Contains(unusable.Findings.Single(), "/file is a file, not a directory; the tool's own cache is used. ");

        var nowhere = fixedAt.Run();
        StringAssert.StartsWith(nowhere.Findings.Single(), "Warning 3001: Placement=\"fixed\" needs a place, and none is named, so the tool's own cache is used.");
        Assert.AreEqual(site.Cache, nowhere.Cache);
    }

    /// <summary>Neither the project nor its parents are there yet.</summary>
    [TestMethod]
    public void ProjectThatIsMissing_IsPlacedAtWhatExists()
    {
        var site = Site();

        var placed = (site.Placing with { Target = Path.Combine(site.Work, "new", "sub", ".venv") }).Run();

        Assert.AreEqual(Path.Combine(site.Work, ".cachetasks-u0", "uv"), placed.Cache);
        Assert.IsFalse(Directory.Exists(Path.Combine(site.Work, "new")));
    }

    private Site Site() => new(Open("placement", () => new Lab()));

    private static string Mode(string path) => new Command("stat", "-c", "%A", path).Run().OrFail().StandardOutput.Trim();

    private static string[] Tree(string folder) => [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
