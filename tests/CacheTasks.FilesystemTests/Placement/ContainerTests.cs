using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>The cache on a volume, the environment in the container: can the cache move into the container?</summary>
[TestClass]
public sealed class ContainerTests : LabTest
{
    private const string Own = "/scratch/uv";
    private const string Home = "/home/dev/.cache/uv";

    private const string Advice =
        "To keep /scratch/uv useful, <CacheLayer Include=\"/scratch/uv\" Tool=\"uv\" /> fills the new cache from it, and "
        + "-t:PromoteCache with CacheTasksPromoteTo=/scratch/uv copies there what is new; or put the target beside it: set TargetDirectory to a folder on /scratch";

    [TestMethod]
    public void Keep_AnswersAndLeavesAllAsItIs()
    {
        var container = new Container(Open("container", () => new Lab()));

        var said = Place(container, "keep");

        Assert.AreEqual("  CacheTasks  Sync  the cache stays at /scratch/uv, which cannot be linked: different filesystems (CACHETASKS1001)", said[0]);
        Assert.AreEqual(
            "  CacheTasks  Sync  with Placement=\"colocate\" it would move into the container, to /home/dev/.cache/uv (the user's cache folder): "
            + $"by the mount table files can be linked, not tried, on a local overlay that goes with the container: / is its own layer (overlay). So the cache can move into the container. {Advice}",
            said[1]);
        Assert.IsFalse(Directory.Exists(container.InLayer(Home)));
    }

    [TestMethod]
    public void Colocate_MovesAndRealUvLinks()
    {
        var uv = Skips.Needs("uv 0.13.8", () => Uv.Find("0.13.8"));
        var lab = Open("container", () => new Lab());
        var container = new Container(lab);

        var said = Place(container, "colocate");

        Assert.AreEqual(
            "  CacheTasks  Sync  the cache moves to /home/dev/.cache/uv (the user's cache folder): files come by hard link, on a local overlay that goes with the container: / is its own layer (overlay); "
            + "/scratch/uv cannot be linked: different filesystems (CACHETASKS1001)",
            said[0]);
        Assert.AreEqual("  CacheTasks  Sync  " + Advice, said[1]);
        Assert.AreEqual(3, said.Count, string.Join('\n', said));

        var project = PythonProject.Create(container.InLayer("/app"), lab.MakeFolder("wheels"), Wheel.Mixed("alpha")).Lock(uv);
        var environment = project.Environment("/home/dev", Home);
        var run = container.Inside(uv.Command(project.Folder, environment, "sync", "--frozen"), "/app").Run().OrFail();

        Assert.IsFalse(run.StandardError.Contains("Failed to hardlink", StringComparison.Ordinal), run.StandardError);
        var installed = Directory.GetFiles(container.InLayer("/app/.venv"), "*.py", SearchOption.AllDirectories).First(file => file.Contains("alpha", StringComparison.Ordinal));
        Assert.AreNotEqual("1", new Command("stat", "-c", "%h", installed).Run().OrFail().StandardOutput.Trim());
    }

    private static List<string> Place(Container container, string placement)
    {
        Directory.CreateDirectory(Path.Combine(container.Volume, "uv"));
        var pair = new Pair("Sync", "uv", "0.13.8", Own, "/app/.venv", "/app/obj") { Placement = placement, CacheFrom = "UV_CACHE_DIR", WorkingDirectory = "/app" };
        var command = container.Inside(ProbeProcess.Place(pair).Behind("env", "HOME=/home/dev"), "/app");
        return [.. command.Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
