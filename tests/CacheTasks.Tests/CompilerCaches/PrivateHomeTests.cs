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

        var home = PrivateHome.Find(FileSystem.Current!, users, Variables((Name: "XDG_RUNTIME_DIR", Value: _folder.Location), ("TMPDIR", "")), out var findings, _folder.Location);

        Assert.IsNull(home);
        Assert.AreEqual("CACHETASKS5002", findings.Single().Rule.Code);
        Assert.StartsWith($"no private folder for the compiler cache's daemon, nothing is cached: {_folder["u4711-cachetasks"]} belongs to user", findings[0].Text);
    }

    // A private target has such a name, and is no place to tidy up.
    [TestMethod]
    public void OtherFolderOfThisUser_IsNoSubstitute()
    {
        var name = $"u{FileSystem.Users!.Effective}-cachetasks";
        File.WriteAllText(_folder[name], "");
        Directory.CreateDirectory(_folder[$"u{FileSystem.Users!.Effective}-target"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var free = Directory.CreateDirectory(_folder[name + "-free"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

        if (Environment.IsPrivilegedProcess)
            new Command("chown", "4711", _folder[name]).Run().OrFail();

        Assert.AreEqual(free, Find(out _, ("XDG_RUNTIME_DIR", _folder.Location)));
    }

    [TestMethod]
    [DataRow("salt")]
    [DataRow("0123456789abcdef/s")]
    public void WhatSomebodyElsePutThere_Is5002(string name)
    {
        var home = Find(out _, ("XDG_RUNTIME_DIR", _folder.Location))!;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(home, name))!);
        File.WriteAllText(Path.Combine(home, name), "known");
        if (!new Command("chown", "4711", Path.Combine(home, name)).Run().Succeeded)
            Assert.Inconclusive("only root can give a file away");

        var other = PrivateHome.Find(FileSystem.Current!, FileSystem.Users!, Variables(("XDG_RUNTIME_DIR", _folder.Location)), out var findings, _folder.Location);

        Assert.IsNull(other);
        Assert.AreEqual("CACHETASKS5002", findings.Single().Rule.Code);
        Assert.Contains($"{home}/{name} belongs to someone else", findings[0].Text);
    }

    [TestMethod]
    public void OldFoldersOfSteps_AreRemoved_AndNothingElse()
    {
        string Old(string name, string file)
        {
            var path = Directory.CreateDirectory(_folder[name]).FullName;
            File.WriteAllText(Path.Combine(path, file), "");
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-40));
            return path;
        }
        var old = Old("0123456789abcdef", "settings");
        string[] others = [Old("shop-3914abcd", "settings"), Old("fedcba9876543210", "Cargo.toml"), Directory.CreateDirectory(_folder["0000000000000000"]).FullName];

        SessionFolder.Prune(_folder.Location);

        Assert.IsFalse(Directory.Exists(old));
        Assert.IsTrue(others.All(Directory.Exists));
    }

    private static string? Find(out IReadOnlyList<Finding> findings, params (string Name, string Value)[] environment) =>
        PrivateHome.Find(FileSystem.Current!, FileSystem.Users!, Variables(environment), out findings);

    private static Func<string, string?> Variables(params (string Name, string Value)[] pairs) => name => pairs.Where(pair => pair.Name == name).Select(pair => pair.Value).FirstOrDefault();
}
