using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Shells;

/// <summary>The directory that a shell finds is the one that the build makes: over users, checkouts, layouts and shells.</summary>
[TestClass]
public sealed class ShellPlacesTests : LabTest
{
    private static readonly (uint Id, string Login)[] s_users =
    [
        (0, "root"), (4711, "dev"), (4712, ""), (4713, "DOMAIN\\user"), (4714, new string('l', 300)), (4715, "müller.日本"), (4716, "..hidden"), (4717, "a b'c\"d$e*"), (4718, "…"),
    ];

    public static IEnumerable<object[]> Shells => Shell.All.Select(shell => new object[] { shell.Name });

    [TestMethod]
    [DynamicData(nameof(Shells))]
    public void EveryCheckout_AndLayout_IsPlacedAsTheBuildDoes(string name)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var user = site.User(4711, "dev");
        var calls = new Checkouts(site.MakeFolder("src")).Calls;
        var workspaces = calls.ToDictionary(call => call, call => call.Places ? Checkouts.WorkspaceOf(call) : "");
        foreach (var layout in LayoutsOf(shell))
        {
            site.NewRoot("root-" + layout);
            var expected = calls.Select(call => $"{call.Name}: {(call.Places ? Expected(site.Root, layout, workspaces[call], user) : "")}").ToList();
            var text = Script(shell, site.WriteProfile(layout), calls);

            // The first time the directories are made, the second time they are found.
            foreach (var time in new[] { "made", "found" })
                Same(expected, calls.Zip(site.Targets(shell, user, text), (call, target) => $"{call.Name}: {target}"), $"{layout}, {time}");
            AllPrivate(site.Root, user.Id);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Shells))]
    public void EveryUser_IsNamedAsTheBuildDoes(string name)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        var workspace = Checkouts.WorkspaceOf(call);
        foreach (var layout in LayoutsOf(shell).Where(layout => layout != "workspace"))
        {
            site.NewRoot("root-" + layout);
            var text = Script(shell, site.WriteProfile(layout), [call]);
            foreach (var (id, login) in s_users)
            {
                var user = site.User(id, login);

                Assert.AreEqual(Expected(site.Root, layout, workspace, user), site.Targets(shell, user, text).Single(), $"{id} {login} {layout}");
            }
        }
    }

    // What a shell made, the build takes as it is; what the build made, a shell finds.
    [TestMethod]
    [DynamicData(nameof(Shells))]
    public void DirectoryOfAShell_IsTheBuildsOwn(string name)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        var root = site.User(0, "root");
        var text = Script(shell, site.WriteProfile(), [call]);
        var made = site.Targets(shell, root, text).Single();
        var before = DirectoryTree.Listing(site.Root);

        Assert.AreEqual(made, Build(site.Root, Checkouts.WorkspaceOf(call)));
        CollectionAssert.AreEqual(before.ToList(), DirectoryTree.Listing(site.Root).ToList());

        File.WriteAllText(Path.Combine(made, CheckoutNote.Name), "/another/checkout\n");
        var second = site.Targets(shell, root, text).Single();
        Assert.AreEqual(made + "-2", second);
        Assert.AreEqual(second, Build(site.Root, Checkouts.WorkspaceOf(call)));

        var tag = File.ReadAllText(Path.Combine(made, PrivateDirectory.TagName));
        var third = Build(site.NewRoot("other"), Checkouts.WorkspaceOf(call));
        Assert.AreEqual(File.ReadAllText(Path.Combine(third!, PrivateDirectory.TagName)), tag);
        Assert.AreEqual(third, site.Targets(shell, root, Script(shell, site.WriteProfile(), [call])).Single());
    }

    internal static string Script(Shell shell, string profile, IEnumerable<Call> calls) => string.Join('\n', calls
        .Select(call => $"cd -- {shell.Quote(call.Folder)} && cargo {string.Join(' ', call.Arguments.Select(shell.Quote))}").Prepend(shell.Load(profile)));

    // The layouts differ in the part that all shells share; how a shell reads that part, the first of them shows.
    private static string[] LayoutsOf(Shell shell) => Shell.Two.Contains(shell) ? ["checkout", "workspace", "user"] : ["checkout"];

    private static string Expected(string root, string layout, string workspace, OtherUser user) =>
        Path.Combine([root, .. TargetLayout.For(layout, workspace, new Person(user.Id, user.Login)).Names]);

    private static string? Build(string root, string workspace)
    {
        var (files, users) = (FileSystem.Current!, FileSystem.Users!);
        using var opened = SharedRoot.Open(files, users, root, out _);
        var (names, owner) = TargetLayout.For("checkout", workspace, Person.Current(users));
        return new PrivateDirectory(files, users).Create(opened!, names, owner);
    }

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual, string when) =>
        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', actual), when);

    private static void AllPrivate(string root, uint user)
    {
        var made = new Command("find", root, "-mindepth", "1", "(", "-perm", "/077", "-o", "!", "-uid", $"{user}", ")").Run().OrFail();
        Assert.AreEqual("", made.StandardOutput, "not private");
    }
}
