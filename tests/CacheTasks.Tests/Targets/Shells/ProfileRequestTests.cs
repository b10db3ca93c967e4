using CacheTasks.Steps;
using CacheTasks.Targets.Shells;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets.Shells;

[TestClass]
public sealed class ProfileRequestTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("profile");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("", "", "", "CACHETASKS0002 no profile is written: CacheTasksSharedRoot is not set. Set the folder below which private directories are made: -p:CacheTasksSharedRoot=/srv/target")]
    [DataRow("/", "", "", "CACHETASKS0002 no profile is written: CacheTasksSharedRoot=\"/\" is not valid. Set a folder made for it, without control characters in its name.")]
    [DataRow("/srv/a\nb", "", "", "CACHETASKS0002 no profile is written: CacheTasksSharedRoot=\"/srv/a\nb\" is not valid. Set a folder made for it, without control characters in its name.")]
    [DataRow("/srv", "chekout", "", "CACHETASKS0002 no profile is written: CacheTasksTargetLayout=\"chekout\" is not valid. Valid are checkout, workspace, user.")]
    public void InvalidValue_WritesNothing(string root, string layout, string excluded, string finding)
    {
        var request = new ProfileRequest(root, layout, excluded);

        Assert.IsNull(request.Read(ToolProfiles.Shipped, Path.GetFullPath));
        AssertLines.Equal([finding], request.Findings.Select(found => $"{found.Rule} {found.Text}"));
    }

    [TestMethod]
    public void BadEntryOfExcludedUsers_IsSaidAndTheOthersCount()
    {
        var request = new ProfileRequest("/srv", "", "uid<x; svc-*");
        var profile = request.Read(ToolProfiles.Shipped, path => path)!;

        Assert.AreEqual("CACHETASKS0002", request.Findings.Single().Rule.Code);
        Assert.AreEqual("  's''v''c''-'*) return 0 ;;", profile.Excluded.Logins);
    }

    [TestMethod]
    public void Files_CanBeReadByEveryUser_AndTheScriptRun()
    {
        var written = Write("/srv/target");

        AssertLines.Equal(["cachetasks-cargo", "cachetasks.fish", "cachetasks.ps1", "cachetasks.sh"], written.Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        Assert.AreEqual((UnixFileMode)0x1A4, File.GetUnixFileMode(_folder["out", "cachetasks.sh"]));
        Assert.AreEqual((UnixFileMode)0x1ED, File.GetUnixFileMode(_folder["out", "cachetasks-cargo"]));
        AssertLines.None(written.Where(path => File.ReadAllText(path).Contains("@ROOT", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void SecondTime_WritesNothing()
    {
        Write("/srv/target");
        var before = DirectoryTree.Listing(_folder.Location);
        Thread.Sleep(20);

        Write("/srv/target/");
        AssertLines.None(DirectoryTree.Differences(before, DirectoryTree.Listing(_folder.Location)));
    }

    [TestMethod]
    public void ChangedRoot_ReplacesTheFilesAndLeavesNothingBeside()
    {
        Write("/srv/target");
        Write("/srv/other");

        Assert.Contains("__ct_root='/srv/other'", File.ReadAllText(_folder["out", "cachetasks.sh"]));
        Assert.HasCount(4, Directory.GetFileSystemEntries(_folder["out"]));
    }

    [TestMethod]
    public void FolderThatIsAFile_IsSaid()
    {
        File.WriteAllText(_folder["out"], "");
        var request = new ProfileRequest("/srv/target", "", "");

        AssertLines.None(request.Write(request.Read(ToolProfiles.Shipped, path => path)!, _folder["out"]));
        Assert.AreEqual("CACHETASKS0006", request.Findings.Single().Rule.Code);
        Assert.StartsWith($"no profile was written: {_folder["out"]} cannot be made or written (", request.Findings.Single().Text);
    }

    private IReadOnlyList<string> Write(string root)
    {
        var request = new ProfileRequest(root, "", "");
        return request.Write(request.Read(ToolProfiles.Shipped, path => path)!, _folder["out"]);
    }
}
