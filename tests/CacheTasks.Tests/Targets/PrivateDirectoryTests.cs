using CacheTasks.Diagnostics;
using CacheTasks.Platform;
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

    // NFS and FAT have no unnamed files, some also no rename that replaces nothing.
    [TestMethod]
    [DataRow("CreateUnnamed")]
    [DataRow("CreateUnnamed", "Rename")]
    [DataRow("CreateUnnamed", "Rename", "Link")]
    public void FilesystemThatCanLess_GetsTheNoteAndNothingElse(params string[] lacking)
    {
        var files = new FaultyFileSystem();
        foreach (var call in lacking)
        {
            files.Fail(call, call == "Rename" ? Errno.EINVAL : Errno.EOPNOTSUPP);
        }

        Create("/home/dev/app", files: files);

        Assert.AreEqual("/home/dev/app\n", File.ReadAllText(_root["u1000-dev", "app-1", ".cachetasks-checkout"]));
        Assert.HasCount(2, Directory.GetFileSystemEntries(_root["u1000-dev", "app-1"]));
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
    [DataRow("/home/dev/with\nline feed")]
    [DataRow("/home/dev/ends with line feed\n")]
    [DataRow("/home/dev/日本")]
    public void OddPath_IsKnownAgain(string path)
    {
        Create(path);
        Create("/other");

        Assert.AreEqual(_root["u1000-dev", "app-1"], Create(path));
    }

    [TestMethod]
    public void DirectoryWithoutAnOwner_IsSharedByCheckouts()
    {
        Assert.AreEqual(Create(owner: null), Create(owner: null));
        Assert.IsFalse(File.Exists(_root["u1000-dev", "app-1", ".cachetasks-checkout"]));
        Assert.IsTrue(File.Exists(_root["u1000-dev", "app-1", "CACHEDIR.TAG"]));
    }

    [TestMethod]
    public void OwnDirectoryThatOthersCanWrite_IsClosedAndSaid()
    {
        Directory.CreateDirectory(_root["u1000-dev"]);
        File.SetUnixFileMode(_root["u1000-dev"], OwnerOnly | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.GroupRead);

        Create(findings: out var findings);

        Assert.AreEqual(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(_root["u1000-dev"]));
        var finding = findings.Single();
        Assert.AreEqual(Rules.InsecureRoot, finding.Rule);
        Assert.AreEqual(Severity.Message, finding.EffectiveSeverity);
        Assert.Contains("could be written by others (mode 0762) and is closed now", finding.Text);
    }

    [TestMethod]
    public void RootReachedThroughASymlink_IsFollowed()
    {
        using var links = new TemporaryDirectory("links");
        Directory.CreateSymbolicLink(links["root"], _root.Location);

        Assert.AreEqual(links["root", "u1000-dev", "app-1"], Create(root: links["root"]));
    }

    private string? Create(string? owner = "/home/dev/app", string? root = null, FaultyFileSystem? files = null)
    {
        var made = Create(out var findings, owner, root, files);
        AssertLines.None(findings.Select(finding => finding.Text));
        return made;
    }

    private string? Create(out IReadOnlyList<Finding> findings, string? owner = "/home/dev/app", string? root = null, FaultyFileSystem? files = null)
    {
        using var opened = SharedRoot.Open(files ??= new FaultyFileSystem(), FileSystem.Users!, root ?? _root.Location, out var fault);
        Assert.IsNull(fault);
        var directory = new PrivateDirectory(files, FileSystem.Users!);
        var made = directory.Create(opened!, ["u1000-dev", "app-1"], owner);
        findings = directory.Findings;
        return made;
    }
}
