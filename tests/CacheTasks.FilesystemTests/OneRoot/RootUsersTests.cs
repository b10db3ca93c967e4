using CacheTasks.TestSupport;
using static CacheTasks.FilesystemTests.SharedRootLab;

namespace CacheTasks.FilesystemTests;

/// <summary>A root of several users: real IDs, and the real go on a cache that they share.</summary>
[TestClass]
public sealed class RootUsersTests : LabTest
{
    private const int Group = 41000;

    [TestMethod]
    public void EachUser_HasAFolderThatNobodyElseCanEnter()
    {
        var lab = Open("1777");

        Assert.AreEqual($"npm_config_cache={lab.Root}/u{Victim}/npm", Place(lab, Victim, "npm"));
        Assert.AreEqual($"npm_config_cache={lab.Root}/u{Attacker}/npm", Place(lab, Attacker, "npm"));
        Assert.AreEqual($"700 {Victim}\n700 {Attacker}\n", Run(0, "stat", "-c", "%a %u", $"{lab.Root}/u{Victim}", $"{lab.Root}/u{Attacker}"));
    }

    // Another user's folder under this user's name, a symlink to one, a file: a free name is offered, and nothing is set.
    [TestMethod]
    [DataRow("mkdir {0}")]
    [DataRow("mkdir {0}x; ln -s {0}x {0}")]
    [DataRow("touch {0}")]
    public void PlantedName_IsNotUsed(string plant)
    {
        var lab = Open("1777");
        Run(Attacker, "sh", "-c", string.Format(System.Globalization.CultureInfo.InvariantCulture, plant, $"{lab.Root}/u{Victim}"));

        var said = Place(lab, Victim, "npm");

        Assert.StartsWith($"\nwarning CACHETASKS2002: Step: no private folder for caches, the tools keep their own caches: {lab.Root}/u{Victim} ", said);
        Assert.Contains($"Or take a free name, which is then used: mkdir -m 700 {lab.Root}/u{Victim}-", said);
    }

    // The folder of an image build's host: its owner's, and root in the container uses it as it is.
    [TestMethod]
    public void RootOfAnotherUser_ServesRootAsItIs_AndNobodyElse()
    {
        var lab = Open("755");
        Lab.System("chown", $"{Victim}", lab.Root);

        Assert.AreEqual($"PIP_CACHE_DIR={lab.Root}/pip", Place(lab, 0, "pip"));
        Assert.AreEqual($"PIP_CACHE_DIR={lab.Root}/pip", Place(lab, Victim, "pip"));
        Assert.StartsWith($"\nwarning CACHETASKS2001: Step: nothing is allocated below the root of caches {lab.Root}, the tools keep their own caches: ", Place(lab, Attacker, "pip"));
    }

    [TestMethod]
    public void SharedModuleCache_ServesBothUsers()
    {
        Skips.Needs("go", () => File.Exists("/usr/bin/go") ? true : throw new UnavailableException("go is not installed"));
        var lab = Open("1777");
        Lab.System("install", "-d", "-m", "2775", "-g", $"{Group}", $"{lab.Root}/gomodcache");
        var proxy = GoProxy.Make(lab.Lab.MakeFolder("proxy"), "one", "two");

        var variables = new[] { Victim, Attacker }.ToDictionary(user => user, user => Place(lab, user, "go"));
        Download(lab, Victim, variables[Victim], proxy, "one");
        Download(lab, Attacker, variables[Attacker], proxy, "two");
        Download(lab, Victim, variables[Victim], "off", "two");

        Assert.AreEqual($"GOMODCACHE={lab.Root}/gomodcache;GOCACHE={lab.Root}/u{Victim}/gocache", variables[Victim]);
        Assert.AreEqual($"{Victim}\n{Attacker}\n", Run(0, "stat", "-c", "%u", GoProxy.Downloaded(lab.Root + "/gomodcache", "one"), GoProxy.Downloaded(lab.Root + "/gomodcache", "two")));
    }

    private SharedRootLab Open(string mode) => Open("one root", () => new SharedRootLab(mode: mode));

    // The group is a supplementary one, as that of a team is.
    private static Command In(int user, Command command) =>
        user == 0 ? command : command.Behind("setpriv", $"--reuid={user}", $"--regid={user}", $"--groups={Group}", "--");

    private static string Place(SharedRootLab lab, int user, string tool) => In(user, lab.Program("root", tool, lab.Root)).Run().OrFail().StandardOutput.TrimEnd('\n');

    private static void Download(SharedRootLab lab, int user, string variables, string proxy, string module)
    {
        var folder = lab.Lab.MakeFolder("go" + user);
        Lab.System("chown", $"{user}", folder);
        In(user, GoProxy.Command(folder, [.. variables.Split(';'), $"GOPROXY={proxy}"], $"umask 002; go mod download example.test/{module}@v1.0.0")).Run().OrFail();
    }
}
