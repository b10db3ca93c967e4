using CacheTasks.CompilerCaches;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public sealed class PrivateHomeTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("home");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Folder_IsThisUsersAlone()
    {
        var home = Find(out var findings, ("XDG_RUNTIME_DIR", _folder.Location))!;

        Assert.AreEqual(_folder[$"u{FileSystem.Users!.Effective}-cachetasks"], home);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(home));
        Assert.IsEmpty(findings);
    }

    // sun_path holds 108 bytes.
    [TestMethod]
    public void PathTooLongForASocket_IsPassedOver()
    {
        var long_ = Directory.CreateDirectory(_folder[new string('x', 100)]).FullName;
        var temporary = Directory.CreateDirectory(_folder["tmp"]).FullName;

        var home = Find(out var findings, ("XDG_RUNTIME_DIR", long_), ("TMPDIR", temporary))!;

        Assert.StartsWith(temporary, home);
        Assert.IsEmpty(findings);
        Assert.IsLessThanOrEqualTo(PrivateHome.LongestSocket, Session.SocketIn(Path.Combine(home, new string('0', 16))).Length);
    }

    [TestMethod]
    [DataRow("relative")]
    [DataRow("/absent/cachetasks")]
    [DataRow("")]
    public void FolderThatIsNone_IsPassedOver(string path) =>
        Assert.StartsWith(_folder.Location, Find(out _, ("XDG_RUNTIME_DIR", path), ("TMPDIR", _folder.Location))!);

    // Who takes the name of another user's folder.
    [TestMethod]
    public void NameThatSomebodyElseHas_Is5002()
    {
        var users = new MadeUsers { Effective = 4711 };
        Directory.CreateDirectory(_folder["u4711-cachetasks"]);

        var home = PrivateHome.Find(FileSystem.Current!, users, Environment((Name: "XDG_RUNTIME_DIR", Value: _folder.Location), ("TMPDIR", "")), out var findings, _folder.Location);

        Assert.IsNull(home);
        Assert.AreEqual("CACHETASKS5002", findings.Single().Rule.Code);
        Assert.StartsWith($"no private folder for the compiler cache's daemon, nothing is cached: {_folder["u4711-cachetasks"]} belongs to user", findings[0].Text);
    }

    private static string? Find(out IReadOnlyList<Finding> findings, params (string Name, string Value)[] environment) =>
        PrivateHome.Find(FileSystem.Current!, FileSystem.Users!, Environment(environment), out findings);

    private static Func<string, string?> Environment(params (string Name, string Value)[] pairs) => name => pairs.Where(pair => pair.Name == name).Select(pair => pair.Value).FirstOrDefault();
}
