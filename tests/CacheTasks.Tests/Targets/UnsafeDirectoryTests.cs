using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

/// <summary>What could lie in the way of a private directory, as far as one user can make it. Other users: AttackTests.</summary>
[TestClass]
public sealed class UnsafeDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _root = new("unsafe");

    public void Dispose() => _root.Dispose();

    [TestMethod]
    [DataRow("u1000-dev", DisplayName = "the user's folder")]
    [DataRow("u1000-dev/app-1", DisplayName = "the checkout's folder")]
    public void SymlinkInTheWay_IsRefused(string place)
    {
        using var elsewhere = new TemporaryDirectory("elsewhere");
        Directory.CreateDirectory(Path.GetDirectoryName(_root[place])!);
        Directory.CreateSymbolicLink(_root[place], elsewhere.Location);

        AssertRefused($"{_root[place]} is a symlink and belongs to user ");
        AssertLines.None(Directory.EnumerateFileSystemEntries(elsewhere.Location));
    }

    [TestMethod]
    public void FileInTheWay_IsRefused()
    {
        File.WriteAllText(_root["u1000-dev"], "");

        AssertRefused($"{_root["u1000-dev"]} is a file and belongs to user ");
    }

    [TestMethod]
    public void NameThatIsTaken_ComesWithAFreeOne()
    {
        File.WriteAllText(_root["u1000-dev"], "");

        StringAssert.Matches(Create().Single(), new(@" Or take a free name, which is then used: mkdir -m 700 (\S+/u1000-[0-9a-f]{8})$"));
    }

    [TestMethod]
    public void FreeNameThatWasTaken_IsUsed()
    {
        File.WriteAllText(_root["u1000-dev"], "");
        Directory.CreateDirectory(_root["u1000-12ab34cd"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        AssertLines.None(Create());
        Assert.IsTrue(Directory.Exists(_root["u1000-12ab34cd", "app-1"]));
    }

    // A user ID that begins with the same digits is another user.
    [TestMethod]
    public void FolderOfALongerUserId_IsNotTaken()
    {
        File.WriteAllText(_root["u1000-dev"], "");
        Directory.CreateDirectory(_root["u10001-x"]);

        AssertRefused($"{_root["u1000-dev"]} is a file");
        AssertLines.None(Directory.EnumerateFileSystemEntries(_root["u10001-x"]));
    }

    [TestMethod]
    public void RootThatCannotBeWritten_IsRefused() => AssertRefused(
        $"{_root["u1000-dev"]} cannot be made or written (Read-only file system, EROFS).", new FaultyFileSystem().Fail("MakeDirectory", Errno.EROFS));

    // What is there already on a mount that was made read-only meanwhile.
    [TestMethod]
    public void DirectoryThatCannotBeWritten_IsRefused()
    {
        AssertLines.None(Create());

        AssertRefused($"{_root["u1000-dev", "app-1"]} cannot be made or written (Read-only file system, EROFS).", new FaultyFileSystem().Fail("CheckWritable", Errno.EROFS));
    }

    [TestMethod]
    public void OwnerThatIsNotMapped_IsNeverThisUser()
    {
        AssertLines.None(Create());
        var files = new FaultyFileSystem
        {
            Host = HostFacts.Plain with { MapsAllUsers = false },
            Status = status => status.Mode == 0x1C0 ? status with { Owner = HostFacts.OverflowUser } : status,
        };
        File.SetUnixFileMode(_root.Location, (UnixFileMode)0x1ED);

        AssertRefused($"{_root["u1000-dev"]} belongs to a user that has no ID here: a user namespace or a server that maps owners hides who it is (mode 0700)", files);
    }

    private void AssertRefused(string why, FaultyFileSystem? files = null)
    {
        var text = Create(files ?? new FaultyFileSystem()).Single();
        Assert.StartsWith($"CACHETASKS2002 no private target directory, the tool's own target is used: {why}", text);
    }

    private List<string> Create(FaultyFileSystem? files = null)
    {
        files ??= new FaultyFileSystem();
        using var root = SharedRoot.Open(files, FileSystem.Users!, _root.Location, out _);
        var directory = new PrivateDirectory(files, FileSystem.Users!);
        directory.Create(root!, ["u1000-dev", "app-1"], "/home/dev/app");
        return [.. directory.Findings.Select(finding => $"{finding.Rule} {finding.Text}")];
    }
}
