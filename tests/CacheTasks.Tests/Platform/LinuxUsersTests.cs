using System.Globalization;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Platform;

/// <summary>The user database, as id(1) and getent(1) read it.</summary>
[TestClass]
public sealed class LinuxUsersTests
{
    private static readonly IUsers s_users = FileSystem.Users!;

    [TestMethod]
    public void ThisUser_IsWhomIdNames()
    {
        Assert.AreEqual(Ask("id", "-u"), s_users.Effective.ToString(CultureInfo.InvariantCulture));
        Assert.AreEqual(Ask("id", "-un"), s_users.Login(s_users.Effective));
    }

    [TestMethod]
    public void Login_IsFound()
    {
        Assert.AreEqual(Ask("id", "-u"), s_users.FindUser(Ask("id", "-un"))?.ToString(CultureInfo.InvariantCulture));
        Assert.IsNull(s_users.FindUser("no-such-user"));
    }

    [TestMethod]
    public void UserWithoutAnEntry_HasNoLogin() => Assert.AreEqual("", s_users.Login(4_000_000_001));

    [TestMethod]
    public void Group_IsFoundByNameAndId()
    {
        var entry = Ask("getent", "group", "root").Split(':');

        var group = s_users.FindGroup(entry[0])!;
        Assert.AreEqual(entry[2], group.Id.ToString(CultureInfo.InvariantCulture));
        Assert.AreEqual(entry[0], s_users.FindGroup(group.Id)!.Name);
        AssertLines.Equal(entry[3].Split(',', StringSplitOptions.RemoveEmptyEntries), group.Members);
    }

    [TestMethod]
    public void GroupThatDoesNotExist_IsNotFound()
    {
        Assert.IsNull(s_users.FindGroup("no-such-group"));
        Assert.IsNull(s_users.FindGroup(4_000_000_001));
    }

    [TestMethod]
    public void Groups_AreThoseOfTheProcess()
    {
        Assert.IsTrue(Ask("id", "-G").Split(' ').All(group => s_users.HasGroup(uint.Parse(group, CultureInfo.InvariantCulture))));
        Assert.IsFalse(s_users.HasGroup(4_000_000_001));
    }

    private static string Ask(string executable, params string[] arguments) => new Command(executable, arguments).Run().OrFail().StandardOutput.TrimEnd('\n');
}
