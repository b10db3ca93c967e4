using CacheTasks.Diagnostics;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

[TestClass]
public sealed class PrivateDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryDirectory _root = new("shared");

    public void Dispose() => _root.Dispose();

    [TestMethod]
    public void NewDirectory_IsItsOwnersAlone()
    {
        Assert.AreEqual(_root["u1000-dev", "app-1"], Create());
        Assert.AreEqual(OwnerOnly, File.GetUnixFileMode(_root["u1000-dev"]));
        Assert.AreEqual(OwnerOnly, File.GetUnixFileMode(_root["u1000-dev", "app-1"]));
    }

    // The first line of the tag is what backups look for (bford.info/cachedir).
    [TestMethod]
    public void NewDirectory_IsTaggedAndKnowsItsCheckout()
    {
        Create("/home/dev/app");

        Assert.StartsWith("Signature: 8a477f597d28d172789f06886806bc55\n", File.ReadAllText(_root["u1000-dev", "app-1", "CACHEDIR.TAG"]));
        Assert.AreEqual("/home/dev/app\n", File.ReadAllText(_root["u1000-dev", "app-1", ".cachetasks-checkout"]));
    }

    [TestMethod]
    public void SecondTime_IsTheSameUntouched()
    {
        Create("/home/dev/app");
        var before = DirectoryTree.Listing(_root.Location);

        Assert.AreEqual(_root["u1000-dev", "app-1"], Create("/home/dev/app"));
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_root.Location)));
    }

    [TestMethod]
    public void DirectoryOfAnotherPath_IsNotShared()
    {
        Create("/home/dev/app");
        Create("/other/app");

        Assert.AreEqual(_root["u1000-dev", "app-1-3"], Create("/third/app"));
        Assert.AreEqual(_root["u1000-dev", "app-1-2"], Create("/other/app"));
        Assert.AreEqual(_root["u1000-dev", "app-1"], Create("/home/dev/app"));
    }

    [TestMethod]
    public void DirectoryWithoutAnOwner_IsSharedByCheckouts()
    {
        Assert.AreEqual(Create(owner: null), Create(owner: null));
        Assert.IsFalse(File.Exists(_root["u1000-dev", "app-1", ".cachetasks-checkout"]));
        Assert.IsTrue(File.Exists(_root["u1000-dev", "app-1", "CACHEDIR.TAG"]));
    }

    // setgid parents and default ACLs add bits to what mkdir was asked for.
    [TestMethod]
    public void OwnDirectoryThatOthersCanWrite_IsPutRight()
    {
        Directory.CreateDirectory(_root["u1000-dev"]);
        File.SetUnixFileMode(_root["u1000-dev"], OwnerOnly | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.GroupRead);

        Create();

        Assert.AreEqual(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(_root["u1000-dev"]));
    }

    [TestMethod]
    public void RootReachedThroughASymlink_IsFollowed()
    {
        using var links = new TemporaryDirectory("links");
        Directory.CreateSymbolicLink(links["root"], _root.Location);

        Assert.AreEqual(links["root", "u1000-dev", "app-1"], Create(root: links["root"]));
    }

    private string? Create(string? owner = "/home/dev/app", string? root = null)
    {
        var made = new PrivateDirectory(new FaultyFileSystem()).Create(root ?? _root.Location, ["u1000-dev", "app-1"], owner, out var findings);
        AssertLines.None(findings.Where(finding => finding.Rule != Rules.InsecureRoot));
        return made;
    }
}
