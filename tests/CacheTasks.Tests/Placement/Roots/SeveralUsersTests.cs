using CacheTasks.Placement.Roots;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Placement.Roots;

/// <summary>A root in which others create entries: what is one user's alone lies in a folder of that user.</summary>
[TestClass]
public sealed class SeveralUsersTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("several");
    private readonly List<string> _said = [];

    public SeveralUsersTests() => Directory.CreateDirectory(Root);

    private string Root => _folder["root"];

    private string Own => Path.Combine(Root, Person.Current(FileSystem.Users!).Folder);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void StickyRoot_HasAFolderForEachUser()
    {
        SetMode(Root, "1777");

        Assert.AreEqual($"npm_config_cache={Own}/npm", Variables("npm"));
        Assert.AreEqual("700", Convert.ToString((int)File.GetUnixFileMode(Own), 8));
        AssertLines.None(_said);
    }

    [TestMethod]
    [DataRow("755")]
    [DataRow("775", DisplayName = "the group is the user's own")]
    [DataRow("700")]
    public void RootOfOneUser_HasThemAtItsTop(string mode)
    {
        SetMode(Root, mode);

        Assert.AreEqual($"npm_config_cache={Root}/npm", Variables("npm"));
        Assert.IsFalse(Directory.Exists(Own));
    }

    // As a CI system's host directory looks to root in a container.
    [TestMethod]
    public void RootOfAnotherUser_IsAsItIs_ForRoot()
    {
        var files = new FaultyFileSystem { Status = status => status with { Owner = 4711 } };

        Assert.AreEqual($"npm_config_cache={Root}/npm", Variables("npm", files, new MadeUsers { Effective = 0 }));
    }

    [TestMethod]
    public void RootOfAnotherUser_IsNotTrusted_ByOthers()
    {
        var files = new FaultyFileSystem { Status = status => status with { Owner = 4711 } };

        Assert.AreEqual("", Variables("npm", files, new MadeUsers { Effective = 1000 }));
        Assert.StartsWith($"CACHETASKS2001 nothing is allocated below the root of caches {Root}, the tools keep their own caches: {Root} (owner user 4711, mode ", _said.Single());
    }

    [TestMethod]
    public void RootThatOthersCanReplace_IsRefusedOnce()
    {
        SetMode(Root, "777");

        Assert.AreEqual("", Variables("npm", uses: "gradle"));
        Assert.EndsWith($"lets other users replace what is in it. Set its sticky bit: chmod +t {Root}", _said.Single());
    }

    // A cache that several users can share is shared where somebody made it for them.
    [TestMethod]
    public void SharedCache_IsTheOneThatIsThere()
    {
        SetMode(Root, "1777");
        Directory.CreateDirectory(Path.Combine(Root, "gomodcache"));
        SetMode(Path.Combine(Root, "gomodcache"), "2775");

        Assert.AreEqual($"GOMODCACHE={Root}/gomodcache;GOCACHE={Own}/gocache", Variables("go"));
        Assert.AreEqual($"UV_CACHE_DIR={Own}/uv", Variables("uv"));
    }

    // Without its group's bit the second user fails where the first has been.
    [TestMethod]
    public void FolderWithoutTheGroupsBit_IsNotShared()
    {
        SetMode(Root, "1777");
        Directory.CreateDirectory(Path.Combine(Root, "gomodcache"));
        SetMode(Path.Combine(Root, "gomodcache"), "777");

        Assert.AreEqual($"GOMODCACHE={Own}/gomodcache;GOCACHE={Own}/gocache", Variables("go"));
    }

    // Who made it can put code into it.
    [TestMethod]
    public void SharedCacheOfAnotherUser_IsNotUsed()
    {
        SetMode(Root, "1777");
        Directory.CreateDirectory(Path.Combine(Root, "pip"));
        SetMode(Path.Combine(Root, "pip"), "2775");
        var files = new FaultyFileSystem { StatusAt = (path, status) => path == Path.Combine(Root, "pip") ? status with { Owner = 4711 } : status };

        Assert.AreEqual($"PIP_CACHE_DIR={Own}/pip", Variables("pip", files));
    }

    [TestMethod]
    public void CacheThatIsNotShared_IsPrivateAlsoWhereItIsThere()
    {
        SetMode(Root, "1777");
        Directory.CreateDirectory(Path.Combine(Root, "npm"));

        Assert.AreEqual($"npm_config_cache={Own}/npm", Variables("npm"));
    }

    private static void SetMode(string path, string mode) => File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));

    private string Variables(string tool, IFileSystem? files = null, IUsers? users = null, string uses = "")
    {
        var step = new MadeStep(("Tool", tool), ("Uses", uses)).Step;
        using var rooted = new RootedCaches(files ?? FileSystem.Current!, users ?? FileSystem.Users!, ToolProfiles.Shipped, _ => null) { Root = Root, Project = _folder.Location };
        _said.AddRange(rooted.Apply(step, MadeProfile.Shipped(tool)).Select(finding => $"{finding.Rule} {finding.Text}"));
        return step.EnvironmentVariables;
    }
}
