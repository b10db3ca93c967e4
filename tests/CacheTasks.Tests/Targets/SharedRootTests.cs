using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

/// <summary>Which roots are used, which change nothing, and which are refused.</summary>
[TestClass]
public sealed class SharedRootTests : IDisposable
{
    private static readonly uint s_user = FileSystem.Users!.Effective;

    private readonly TemporaryDirectory _folder = new("root");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void MissingRoot_ChangesNothing() => Assert.AreEqual("none", Open(_folder["missing"]));

    [TestMethod]
    public void File_IsSaid()
    {
        File.WriteAllText(_folder["file"], "");

        Assert.AreEqual($"CACHETASKS0006 nothing is allocated: the shared root {_folder["file"]} is not a directory. Set SharedRoot to a folder.", Open(_folder["file"]));
    }

    [TestMethod]
    public void DanglingSymlink_IsSaid()
    {
        Directory.CreateSymbolicLink(_folder["link"], "/nowhere/at/all");

        Assert.AreEqual($"CACHETASKS0006 nothing is allocated: the shared root {_folder["link"]} is a symlink to /nowhere/at/all, which does not exist.", Open(_folder["link"]));
    }

    [TestMethod]
    public void RootOfTheSystem_IsRefused() => Assert.StartsWith("CACHETASKS0002 SharedRoot=\"/\" is not valid", Open("/"));

    [TestMethod]
    [DataRow(0x3FFu, DisplayName = "the sticky bit protects, as in /tmp")]
    [DataRow(0x1EDu, DisplayName = "nobody else can write")]
    [DataRow(0x7F8u, DisplayName = "sticky and setgid, of a group")]
    public void SafeRoot_IsUsed(uint mode) => Assert.AreEqual("used", Open(Made(mode)));

    [TestMethod]
    [DataRow(0x1FFu, "0777", DisplayName = "anyone can replace directories")]
    [DataRow(0x1F8u, "0770", DisplayName = "the group can")]
    [DataRow(0x5F8u, "02770", DisplayName = "the group of a setgid folder can")]
    public void RootThatOthersCanWrite_IsRefused(uint mode, string shown)
    {
        var root = Made(mode);

        Assert.AreEqual(
            $"CACHETASKS2001 nothing is allocated below the shared root {root}, the tool's own target is used: {root} (owner user {s_user} (dev), mode {shown}) lets other users replace what is in it. Set its sticky bit: chmod +t {root}",
            Open(root));
    }

    // Whoever can rename the folder above can put another root in its place.
    [TestMethod]
    public void FolderAboveThatOthersCanWrite_IsRefused()
    {
        var above = Made(0x1FF);
        Directory.CreateDirectory(Path.Combine(above, "root"));

        Assert.Contains($"{above} (owner user {s_user} (dev), mode 0777) lets other users replace what is in it.", Open(Path.Combine(above, "root")));
    }

    [TestMethod]
    public void SymlinkInAFolderThatOthersCanWrite_IsRefused()
    {
        var above = Made(0x1FF);
        Directory.CreateSymbolicLink(Path.Combine(above, "link"), Directory.CreateDirectory(_folder["safe"]).FullName);

        Assert.Contains($"{above} (owner user {s_user} (dev), mode 0777) lets other users replace", Open(Path.Combine(above, "link")));
    }

    // Debian and Fedora give each user a group of the same name, and a umask of 002.
    [TestMethod]
    public void GroupOfTheOwnerAlone_IsTheOwner() => Assert.AreEqual("used", Open(Made(0x1FD), new UserGroup(OwnGroup, "dev", ["dev"])));

    // With an access list the group's bits are the mask of all that it lets in.
    [TestMethod]
    public void GroupOfTheOwnerWithAnAccessList_IsNotTheOwner()
    {
        var root = Made(0x1ED);
        new Command("setfacl", "-m", "u:4711:rwx", root).Run().OrFail();

        Assert.StartsWith("CACHETASKS2001", Open(root, new UserGroup(OwnGroup, "dev", ["dev"])));
    }

    [TestMethod]
    [DataRow("dev", "dev", "guest")]
    [DataRow("staff")]
    public void GroupWithOthers_IsNotTheOwner(string name, params string[] members) =>
        Assert.StartsWith("CACHETASKS2001", Open(Made(0x1FD), new UserGroup(OwnGroup, name, members)));

    [TestMethod]
    public void UnmappedOwner_IsRefused()
    {
        var files = new FaultyFileSystem { Host = HostFacts.Plain with { MapsAllUsers = false }, Status = status => status with { Owner = HostFacts.OverflowUser } };

        Assert.Contains("belongs to a user that has no ID in this user namespace", Open(_folder.Location, files: files));
    }

    private uint OwnGroup => FileSystem.Current!.Stat(_folder.Location, followLink: false, out var status).Succeeded ? status.Group : 0;

    private string Made(uint mode)
    {
        var root = Directory.CreateDirectory(_folder["made"]).FullName;
        File.SetUnixFileMode(root, (UnixFileMode)mode);
        return root;
    }

    private static string Open(string path, UserGroup? group = null, FaultyFileSystem? files = null)
    {
        var users = new MadeUsers { Logins = { [s_user] = "dev" } };
        users.Groups.AddRange(group is null ? [] : [group]);
        using var root = SharedRoot.Open(files ?? new FaultyFileSystem(), users, path, out var fault);
        return fault is null ? root is null ? "none" : "used" : $"{fault.Rule} {fault.Text}";
    }
}
