using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>Two bind mounts of one filesystem, and the mounts through which their directories are one.</summary>
[TestClass]
public sealed class CommonMountTests : IDisposable
{
    private readonly MadeMounts _made = new();

    public void Dispose() => _made.Dispose();

    [TestMethod]
    public void TwoBindsAlone_HaveNoWay() => AssertWays(TwoBinds().Find("a", "b/.venv"));

    // The whole disk is mounted somewhere, as on a developer's machine with containers.
    [TestMethod]
    public void MountThatCoversBoth_IsAWayThatMovesTheTarget() =>
        AssertWays(WholeDisk(TwoBinds()).Find("a", "b/.venv"), "20 all/cache all/src/.venv moves");

    // A way that leaves the target alone goes first.
    [TestMethod]
    public void TargetsOwnMount_GoesFirst()
    {
        _made.Folder("a").Folder("b/.venv").Same("b/.cache", "a").Same("all/src", "b")
            .Mount(20, "/vol", "all").Mount(31, "/vol/src/.cache", "a").Mount(36, "/vol/src", "b");

        AssertWays(_made.Find("a", "b/.venv"), "36 b/.cache b/.venv", "20 all/src/.cache all/src/.venv moves");
    }

    // Such as a container's volume below the cache: docker -v /data/cache:/data/src/c.
    [TestMethod]
    public void CachesMount_CanCoverTheTarget()
    {
        _made.Folder("a/uv").Folder("b").Same("a/src", "b").Mount(31, "/vol", "a").Mount(36, "/vol/src", "b");

        AssertWays(_made.Find("a/uv", "b"), "31 a/uv a/src moves");
    }

    [TestMethod]
    public void WhatDoesNotExistYet_IsKept() =>
        AssertWays(WholeDisk(TwoBinds()).Find("a/not/yet", "b/.venv/neither"), "20 all/cache/not/yet all/src/.venv/neither moves");

    [TestMethod]
    public void ReadOnlyMount_IsNoWay() => AssertWays(WholeDisk(TwoBinds(), "ro").Find("a", "b/.venv"));

    [TestMethod]
    public void MountOfAnotherFilesystem_IsNoWay() => AssertWays(WholeDisk(TwoBinds(), device: "8:2").Find("a", "b/.venv"));

    // Another mount lies over what the table promises: the path leads to it.
    [TestMethod]
    public void OverMountedPart_IsNoWay() => AssertWays(WholeDisk(TwoBinds()).Mount(21, "/else", "all/cache").Find("a", "b/.venv"));

    [TestMethod]
    public void OverMount_IsTheOneThatCounts()
    {
        WholeDisk(TwoBinds()).Mount(40, "/else", "b", device: "8:9").Mount(41, "/vol/src", "b");

        AssertWays(_made.Find("a", "b/.venv"), "20 all/cache all/src/.venv moves");
    }

    // The directory is another one with the same name.
    [TestMethod]
    public void PathThatLeadsElsewhere_IsNoWay() =>
        AssertWays(TwoBinds().Folder("all/cache").Same("all/src", "b").Mount(20, "/vol", "all").Find("a", "b/.venv"));

    // The kernel marks a mount whose root was removed.
    [TestMethod]
    public void DeletedRoot_IsNoWay()
    {
        AssertWays(WholeDisk(TwoBinds(), root: "/vol//deleted").Find("a", "b/.venv"));
    }

    [TestMethod]
    public void CacheWhoseRootWasDeleted_HasNoWay()
    {
        _made.Folder("a").Folder("b/.venv").Mount(31, "/vol/cache//deleted", "a").Mount(36, "/vol/src", "b");

        AssertWays(WholeDisk(_made).Find("a", "b/.venv"));
    }

    // "/vol/src" is no parent of "/vol/src2".
    [TestMethod]
    public void RootWithTheSameBeginning_IsNoParent() => AssertWays(
        _made.Folder("a").Folder("b").Folder("c2").Mount(31, "/vol/src2", "a").Mount(36, "/vol/src", "b").Mount(20, "/vol/sr", "c").Find("a", "b"));

    [TestMethod]
    [DataRow("with space", DisplayName = "space")]
    [DataRow("two\nlines", DisplayName = "newline")]
    [DataRow("a\tb", DisplayName = "tab")]
    [DataRow("back\\slash\\040", DisplayName = "backslash")]
    [DataRow("ünï", DisplayName = "UTF-8")]
    public void OddNames_AreFollowed(string name)
    {
        _made.Folder("a").Folder("b").Same($"{name}/{name}", "a").Same($"{name}/src", "b")
            .Mount(31, $"/vol/{name}", "a").Mount(36, "/vol/src", "b").Mount(20, "/vol", name);

        AssertWays(_made.Find("a", "b"), $"20 {name}/{name} {name}/src moves");
    }

    // Nothing can be said of such a path through the environment; the other lines still count.
    [TestMethod]
    public void BytesThatAreNoText_AreNoWay()
    {
        WholeDisk(TwoBinds()).Raw("22 1 8:1 /vol /odd"u8).Raw(0xFF, 0xFE).Raw(" rw - ext4 /dev/sda1 rw\n"u8).Raw("23 1 8:1 /v"u8).Raw(0xC3).Raw(" /x rw - ext4 /dev/sda1 rw\n"u8);

        AssertWays(_made.Find("a", "b/.venv"), "20 all/cache all/src/.venv moves");
    }

    private MadeMounts TwoBinds() => _made.Folder("a").Folder("b/.venv").Mount(31, "/vol/cache", "a").Mount(36, "/vol/src", "b");

    private static MadeMounts WholeDisk(MadeMounts made, string options = "rw", string device = "8:1", string root = "/vol") =>
        made.Same("all/cache", "a").Same("all/src", "b").Mount(20, root, "all", options, device);

    private static void AssertWays(IEnumerable<string> found, params string[] ways) => AssertLines.Equal(ways, found);
}
