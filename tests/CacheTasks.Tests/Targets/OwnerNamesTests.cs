using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

[TestClass]
public class OwnerNamesTests
{
    private static readonly HostFacts s_namespace = HostFacts.Plain with { MapsAllUsers = false };

    [TestMethod]
    public void User_IsNamedWithItsNumber_AndAskedForOnce()
    {
        var users = MadeUsers.Of((1001, "bob"));
        var names = new OwnerNames(users, HostFacts.Plain);

        Assert.AreEqual("bob (1001)", names.Of(1001));
        Assert.AreEqual("bob (1001)", names.Of(1001));
        Assert.AreEqual("1002", names.Of(1002));
        AssertLines.Equal([1001, 1002], users.Asked);
    }

    [TestMethod]
    [DataRow(65534u, true, "a user without an ID here")]
    [DataRow(65534u, false, "nobody (65534)", DisplayName = "where all users have an ID")]
    [DataRow(1001u, true, "bob (1001)")]
    public void UserThatTheNamespaceHasNoIdFor_HasNoName(uint user, bool isNamespace, string name)
    {
        var names = new OwnerNames(MadeUsers.Of((1001, "bob"), (65534, "nobody")), isNamespace ? s_namespace : HostFacts.Plain);

        Assert.AreEqual(name, names.Of(user));
        Assert.AreEqual(user == 65534 && isNamespace, names.IsUnmapped(user));
    }

    [TestMethod]
    public void LoginWithALineBreak_WritesNoLine() =>
        Assert.AreEqual("bo?b (1)", new OwnerNames(MadeUsers.Of((1, "bo\nb")), HostFacts.Plain).Of(1));
}
