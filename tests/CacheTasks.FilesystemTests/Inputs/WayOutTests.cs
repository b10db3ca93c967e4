using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Two mounts of one filesystem, and the same directory through a mount by which links work: offered, used, and true.</summary>
[TestClass]
public sealed class WayOutTests : LabTest
{
    /// <summary>The cache's path through the target's mount.</summary>
    [TestMethod]
    [DataRow("second")]
    [DataRow("se cond\t\\040 ä")]
    [DataRow("new\nline")]
    public void TargetsMountCoversTheCache_ItsPathIsOffered(string name)
    {
        var lab = OpenImage();
        var second = lab.Bind(Disk(lab), name);

        var pair = PairOf(lab, Path.Combine(Disk(lab), "cache"), Path.Combine(second, "src"));

        AssertOffers(pair, $"set CacheDirectory=\"{second}/cache\", which is the same directory");
    }

    /// <summary>As container volumes are: neither mount shows the other folder, the host's does.</summary>
    [TestMethod]
    public void AThirdMountCoversBoth_BothPathsAreOffered()
    {
        var lab = OpenImage();
        var cache = lab.Bind(lab.MakeFolder("disk", "volumes", "cache"), "cache");
        var sources = lab.Bind(lab.MakeFolder("disk", "volumes", "src"), "src");

        AssertOffers(PairOf(lab, cache, sources), $"set CacheDirectory=\"{Disk(lab)}/volumes/cache\" and TargetDirectory=\"{Disk(lab)}/volumes/src/.venv\"");
    }

    [TestMethod]
    public void MountsOfSubdirectories_TheOneThatHoldsBothIsFound()
    {
        var lab = OpenImage();
        lab.MakeFolder("disk", "a", "b", "cache");
        lab.MakeFolder("disk", "a", "b", "src");
        var inner = lab.Bind(Path.Combine(Disk(lab), "a", "b", "cache"), "inner");
        var outer = lab.Bind(Path.Combine(Disk(lab), "a"), "outer");

        AssertOffers(PairOf(lab, inner, Path.Combine(outer, "b", "src")), $"set CacheDirectory=\"{outer}/b/cache\", which is the same directory");
    }

    /// <summary>The path through the target's mount leads to what was mounted over it.</summary>
    [TestMethod]
    public void WayThatIsCovered_IsNotOffered()
    {
        var lab = OpenImage();
        var second = lab.Bind(Disk(lab), "second");
        var third = lab.Bind(lab.MakeFolder("disk", "cache"), "third");
        lab.Tmpfs("second/cache", "size=1m");
        lab.Tmpfs("disk/cache", "size=1m");

        AssertOffersNone(PairOf(lab, third, Path.Combine(second, "project")));
    }

    [TestMethod]
    public void ReadOnlyWay_IsNotOffered()
    {
        var lab = OpenImage();
        var cache = lab.Bind(lab.MakeFolder("disk", "cache"), "cache");
        var sources = lab.Bind(lab.MakeFolder("disk", "src"), "src");
        Lab.System("mount", "-o", "remount,bind,ro", Disk(lab));

        AssertOffersNone(PairOf(lab, cache, sources));
        Lab.System("mount", "-o", "remount,bind,rw", Disk(lab));
    }

    /// <summary>mountinfo shows the removed root as <c>/gone//deleted</c>.</summary>
    [TestMethod]
    public void MountWhoseRootWasRemoved_IsPassedOver()
    {
        var lab = OpenImage();
        lab.Bind(lab.MakeFolder("disk", "gone"), "leftover");
        Directory.Delete(Path.Combine(Disk(lab), "gone"));
        var second = lab.Bind(Disk(lab), "second");

        AssertOffers(PairOf(lab, Path.Combine(Disk(lab), "cache"), Path.Combine(second, "src")), $"CacheDirectory=\"{second}/cache\"");
    }

    /// <summary>Another mount's point is no UTF-8, and the root of both sides is not either: compared as bytes, and never offered.</summary>
    [TestMethod]
    public void NamesThatAreNotUtf8_DoNotHideTheWay()
    {
        var lab = OpenImage();
        Shell(lab, """mkdir "$(printf 'disk/b\377d')" "$(printf 'disk/b\377d/cache')" "$(printf 'disk/b\377d/src')" "$(printf 'p\377int')" cache whole""");
        Shell(lab, """mount --bind "$(printf 'disk/b\377d/cache')" cache; mount --bind "$(printf 'disk/b\377d')" whole; mount --bind "$(printf 'disk/b\377d')" "$(printf 'p\377int')" """);
        lab.Undoing("odd mounts", () => Shell(lab, """umount "$(printf 'p\377int')" whole cache; rmdir "$(printf 'p\377int')" """));

        AssertOffers(
            PairOf(lab, Path.Combine(lab.Root, "cache"), Path.Combine(lab.Root, "whole", "src")), $"set CacheDirectory=\"{lab.Root}/whole/cache\", which is the same directory");
    }

    [TestMethod]
    [DataRow("0.13.8")]
    [DataRow("0.10.4")]
    public void PlacementColocate_UsesTheWayAndRealUvLinks(string version)
    {
        var uv = Skips.Needs("uv " + version, () => Uv.Find(version));
        var lab = OpenImage();
        var second = lab.Bind(Disk(lab), "second");
        var cache = lab.Cache = Path.Combine(Disk(lab), "cache");
        var project = PythonProject.Create(Path.Combine(second, "src", "app"), lab.MakeFolder("wheels"), Wheel.Mixed("alpha")).Lock(uv);
        project.Warm(uv, cache);
        var pair = new Pair("Sync", "uv", version, cache, project.VirtualEnvironment, Path.Combine(lab.Home, "records")) { Placement = "colocate" };

        var verdict = Verdict.Of(TaskChain.Verify(pair));

        Assert.AreEqual($"UV_CACHE_DIR={second}/cache", string.Join(' ', verdict.Environment.Select(variable => $"{variable.Key}={variable.Value}")));
        Assert.AreEqual("hardlink", verdict.Promise("planned"));
        Assert.IsEmpty(verdict.Lines.Where(line => line.StartsWith("warnings: 1", StringComparison.Ordinal)));
        var environment = project.Environment(lab.Home, cache);
        foreach (var (name, value) in verdict.Environment)
            environment[name] = value;
        var run = UvRun.Of(uv.Command(project.Folder, environment, "sync", "--frozen").Run(), lab, project.VirtualEnvironment);
        Assert.AreEqual("hardlink", run.Seen);
    }

    private Lab OpenImage()
    {
        var lab = Open("way out", () => new Lab());
        lab.Image("disk", "ext4", "-q", "-F");
        return lab;
    }

    private static string Disk(Lab lab) => Path.Combine(lab.Root, "disk");

    private static Pair PairOf(Lab lab, string cache, string sources) =>
        new("Sync", "uv", "0.13.8", Directory.CreateDirectory(cache).FullName, Path.Combine(Directory.CreateDirectory(sources).FullName, ".venv"), Path.Combine(lab.Home, "records"));

    private static void AssertOffers(Pair pair, string words) => StringAssert.Contains(FirstRemedy(pair), words);

    private static void AssertOffersNone(Pair pair) => StringAssert.StartsWith(FirstRemedy(pair), "Reach both through one mount: ");

    private static string FirstRemedy(Pair pair)
    {
        var cause = Verdict.Of(TaskChain.Verify(pair)).Record.GetProperty("causes")[0];
        Assert.AreEqual("CACHETASKS1002", cause.GetProperty("code").GetString());
        return cause.GetProperty("remedies")[0].GetString()!;
    }

    private static void Shell(Lab lab, string script) => Lab.System("sh", "-ec", $"cd '{lab.Root}'; {script}");
}
