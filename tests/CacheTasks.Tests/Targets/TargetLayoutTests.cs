using CacheTasks.Targets;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Targets;

[TestClass]
public sealed class TargetLayoutTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("layout");

    public TargetLayoutTests() => Directory.CreateDirectory(_folder["app", "native"]);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(".git")]
    [DataRow(".hg")]
    [DataRow(".jj")]
    public void Checkout_IsTheNearestAncestorWithAMark(string mark)
    {
        Directory.CreateDirectory(_folder["app", mark]);

        AssertLayout("checkout", $"u1000-dev/app-{PosixChecksum.Of(_folder["app"])}", _folder["app"]);
    }

    // A worktree and a submodule have a .git file.
    [TestMethod]
    public void GitFile_MarksACheckoutToo()
    {
        File.WriteAllText(_folder["app", ".git"], "gitdir: /elsewhere\n");

        AssertLayout("checkout", $"u1000-dev/app-{PosixChecksum.Of(_folder["app"])}", _folder["app"]);
    }

    [TestMethod]
    public void NoCheckout_IsTheWorkspace() =>
        AssertLayout("checkout", $"u1000-dev/native-{PosixChecksum.Of(_folder["app", "native"])}", _folder["app", "native"]);

    [TestMethod]
    public void WorkspaceLayout_IgnoresTheCheckout()
    {
        Directory.CreateDirectory(_folder["app", ".git"]);

        AssertLayout("workspace", $"u1000-dev/native-{PosixChecksum.Of(_folder["app", "native"])}", _folder["app", "native"]);
    }

    [TestMethod]
    public void UserLayout_BelongsToNoCheckout() => AssertLayout("user", "u1000-dev", null);

    [TestMethod]
    [DataRow("dev", "u7-dev")]
    [DataRow("", "u7")]
    [DataRow("DOM\\max.müller@corp", "u7-DOM_max.m__ller_corp")]
    [DataRow("../../etc", "u7-_.._etc")]
    [DataRow("..", "u7")]
    [DataRow("日本", "u7-______")]
    public void Login_IsMadeAName(string login, string name) => Assert.AreEqual(name, TargetLayout.For("user", "/w", new Person(7, login)).Names.Single());

    [TestMethod]
    [DataRow("/src/my app (2)", "my_app__2_-")]
    [DataRow("/src/.dotfiles", "dotfiles-")]
    [DataRow("/src/ünï", "__n__-")]
    public void CheckoutsName_IsMadeAName(string workspace, string start) =>
        Assert.AreEqual(start + PosixChecksum.Of(workspace), TargetLayout.For("workspace", workspace, new Person(7, "dev")).Names[1]);

    [TestMethod]
    public void VeryLongLogin_StaysAName() => Assert.AreEqual("u7-" + new string('x', 64), new Person(7, new string('x', 300)).Folder);

    // Half a character at the 64th byte is cut as a shell cuts it.
    [TestMethod]
    public void LoginThatIsCutWithinACharacter_IsCutByBytes() => Assert.AreEqual("u7-" + new string('x', 63) + "_", new Person(7, new string('x', 63) + "ü").Folder);

    [TestMethod]
    public void CheckoutAtTheRoot_HasAName() => Assert.AreEqual($"checkout-{PosixChecksum.Of("/")}", TargetLayout.For("workspace", "/", new Person(7, "dev")).Names[1]);

    [TestMethod]
    public void VeryLongName_StaysAName() => Assert.IsLessThan(
        100, TargetLayout.For("workspace", "/src/" + new string('x', 250), new Person(7, "dev")).Names[1].Length);

    [TestMethod]
    public void SameNameElsewhere_IsAnotherDirectory() => Assert.AreNotEqual(
        TargetLayout.For("workspace", "/a/app", new Person(7, "dev")).Names[1], TargetLayout.For("workspace", "/b/app", new Person(7, "dev")).Names[1]);

    private void AssertLayout(string layout, string names, string? owner)
    {
        var found = TargetLayout.For(layout, _folder["app", "native"], new Person(1000, "dev"));

        Assert.AreEqual(names, string.Join('/', found.Names));
        Assert.AreEqual(owner, found.Owner);
    }
}
