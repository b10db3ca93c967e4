using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

/// <summary>What others could have put into the way of a private directory.</summary>
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

        AssertRefused($"CACHETASKS2002 no private target directory: {_root[place]} cannot be made or entered (Not a directory, ENOTDIR). The tool's own target is used.");
        AssertLines.None(Directory.EnumerateFileSystemEntries(elsewhere.Location));
    }

    [TestMethod]
    public void FileInTheWay_IsRefused()
    {
        File.WriteAllText(_root["u1000-dev"], "");

        AssertRefused($"CACHETASKS2002 no private target directory: {_root["u1000-dev"]} cannot be made or entered (Not a directory, ENOTDIR). The tool's own target is used.");
    }

    [TestMethod]
    public void DirectoryOfAnotherUser_IsRefused()
    {
        var files = new FaultyFileSystem { Status = status => status with { Owner = status.Owner + 1, Mode = 0x1C0 } };

        var text = Create(files).Single(finding => finding.StartsWith("CACHETASKS2002", StringComparison.Ordinal));
        Assert.AreEqual(
            $"CACHETASKS2002 no private target directory: {_root["u1000-dev"]} belongs to user {files.EffectiveUser + 1} (mode 0700), not to user {files.EffectiveUser}. The tool's own target is used. Have it removed, or set another SharedRoot.",
            text);
        Assert.IsFalse(Directory.Exists(_root["u1000-dev", "app-1"]));
    }

    [TestMethod]
    public void RootThatCannotBeWritten_IsRefused() => AssertRefused(
        $"CACHETASKS2002 no private target directory: {_root["u1000-dev"]} cannot be made or entered (Read-only file system, EROFS). The tool's own target is used.",
        new FaultyFileSystem().Fail("MakeDirectory", Errno.EROFS));

    [TestMethod]
    [DataRow(0x1FFu, "0777", "Set its sticky bit: chmod +t", DisplayName = "anyone can replace directories")]
    [DataRow(0x1F8u, "0770", "Set its sticky bit: chmod +t", DisplayName = "the group can")]
    public void RootThatOthersCanWrite_IsInsecure(uint mode, string shown, string advice)
    {
        File.SetUnixFileMode(_root.Location, (UnixFileMode)mode);

        var text = Create(new FaultyFileSystem()).Single();
        Assert.AreEqual(
            $"CACHETASKS2001 the shared root {_root.Location} (owner {FileSystem.Current!.EffectiveUser}, mode {shown}) lets other users replace the directories in it. {advice} {_root.Location}",
            text);
        Assert.IsTrue(Directory.Exists(_root["u1000-dev", "app-1"]));
    }

    [TestMethod]
    [DataRow(0x3FFu, DisplayName = "the sticky bit protects, as in /tmp")]
    [DataRow(0x1EDu, DisplayName = "nobody else can write")]
    public void SafeRoot_IsNotSpokenOf(uint mode)
    {
        File.SetUnixFileMode(_root.Location, (UnixFileMode)mode);

        AssertLines.None(Create(new FaultyFileSystem()));
    }

    [TestMethod]
    public void RootOfAnotherUser_IsInsecure()
    {
        var files = new FaultyFileSystem { Status = status => status with { Owner = 4711, Mode = 0x1ED } };

        Assert.AreEqual(
            $"CACHETASKS2001 the shared root {_root.Location} (owner 4711, mode 0755) lets other users replace the directories in it. Give it to root: chown root {_root.Location}",
            Create(files)[0]);
    }

    private void AssertRefused(string text, FaultyFileSystem? files = null) =>
        AssertLines.Equal([text], Create(files ?? new FaultyFileSystem()).Where(finding => !finding.StartsWith("CACHETASKS2001", StringComparison.Ordinal)));

    private List<string> Create(FaultyFileSystem files)
    {
        new PrivateDirectory(files).Create(_root.Location, ["u1000-dev", "app-1"], "/home/dev/app", out var findings);
        return [.. findings.Select(finding => $"{finding.Rule} {finding.Text}")];
    }
}
