using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Where a cache goes on real filesystems, and what is said of every place that it could have had.</summary>
[TestClass]
public sealed class PlacementTests : LabTest
{
    [TestMethod]
    public void OtherFilesystem_CacheMovesBesideTheSources()
    {
        var site = new Site(Open("placement", () => new Lab()));

        var placed = site.Placing.Run();

        TestContext.WriteLine(string.Join('\n', [.. placed.Lines, .. placed.Findings, placed.Record.GetProperty("placement").ToString()]));
        Assert.AreEqual(site.Beside, placed.Cache);
        Assert.AreEqual("UV_CACHE_DIR=" + site.Beside, placed.Environment);
        Assert.IsEmpty(placed.Findings);
    }

    [TestMethod]
    public void Keep_SaysTheSameAndMakesNothing()
    {
        var site = new Site(Open("placement", () => new Lab()));

        var placed = (site.Placing with { Asked = "keep" }).Run();

        TestContext.WriteLine(string.Join('\n', [.. placed.Lines, .. placed.Findings, placed.Record.GetProperty("placement").ToString()]));
        Assert.AreEqual(site.Cache, placed.Cache);
        Assert.AreEqual("", placed.Environment);
        Assert.IsEmpty(placed.Findings);
        Assert.IsFalse(Directory.Exists(site.Beside));
    }

    public required TestContext TestContext { get; init; }

    /// <summary>The cache in a home on ext4, the project in a checkout on xfs.</summary>
    private sealed class Site
    {
        internal Site(Lab lab)
        {
            lab.Image("home", "ext4", "-q", "-F");
            lab.Image("work", "xfs", "-q", "-m", "reflink=0");
            Cache = lab.MakeFolder("home", ".cache", "uv");
            Checkout = lab.MakeFolder("work", "team", "app");
            Directory.CreateDirectory(Path.Combine(Checkout, ".git"));
            Beside = Path.Combine(lab.Root, "work", "team", ".cachetasks-u0", "uv");
            Placing = new Placing(Cache, Path.Combine(Checkout, ".venv")) { Home = Path.Combine(lab.Root, "home"), Records = lab.MakeFolder("records") };
        }

        internal string Cache { get; }

        internal string Checkout { get; }

        internal string Beside { get; }

        internal Placing Placing { get; }
    }
}
