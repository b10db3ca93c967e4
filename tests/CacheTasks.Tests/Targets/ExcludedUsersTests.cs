using CacheTasks.Platform;
using CacheTasks.Targets;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

[TestClass]
public sealed class ExcludedUsersTests
{
    [TestMethod]
    [DataRow("svc-*", "svc-ci", 5000u, "svc-*")]
    [DataRow("svc-*", "dev", 5000u, null)]
    [DataRow("*", "", 5000u, "*")]
    [DataRow("runner?", "runner7", 5000u, "runner?")]
    [DataRow("runner?", "runner77", 5000u, null)]
    [DataRow("r[0-9]", "r7", 5000u, "r[0-9]")]
    [DataRow("r[!0-9]", "r7", 5000u, null)]
    [DataRow(@"DOM\svc*", @"DOM\svc1", 5000u, @"DOM\svc*")]
    [DataRow("a.b", "axb", 5000u, null)]
    [DataRow("uid<1000", "x", 999u, "uid<1000")]
    [DataRow("uid<1000", "x", 1000u, null)]
    [DataRow("uid <= 1000", "x", 1000u, "uid <= 1000")]
    [DataRow("uid=0", "root", 0u, "uid=0")]
    [DataRow("uid>=60000", "x", 60000u, "uid>=60000")]
    [DataRow("uid>60000", "x", 60000u, null)]
    [DataRow("nobody; uid<10 ,dev", "dev", 5000u, "dev")]
    [DataRow("@build", "listed", 5000u, "@build")]
    [DataRow("@build", "other", 5000u, null)]
    [DataRow("@runners", "other", 5000u, "@runners")]
    [DataRow("@missing", "other", 5000u, null)]
    [DataRow("", "dev", 5000u, null)]
    public void Entry_NamesWhomItSays(string text, string login, uint user, string? expected)
    {
        var users = new MadeUsers { Groups = { new UserGroup(7, "build", ["listed"]), new UserGroup(8, "runners", []) }, Has = { 8 } };

        Assert.AreEqual(expected, ExcludedUsers.Parse(text, out var faults).Find(new Person(user, login), users));
        AssertLines.None(faults.Select(fault => fault.Text));
    }

    [TestMethod]
    [DataRow("uid<many")]
    [DataRow("uid!=5")]
    [DataRow("uid<99999999999")]
    [DataRow("@")]
    [DataRow("a/b")]
    [DataRow("[z-a]")]
    public void EntryThatCannotBeRead_IsSaidAndTheOthersCount(string entry)
    {
        var excluded = ExcludedUsers.Parse($"{entry};dev", out var faults);

        Assert.Contains($"CacheTasksExcludedUsers has an entry \"{entry}\", which is not valid", faults.Single().Text);
        Assert.AreEqual("dev", excluded.Find(new Person(1, "dev"), new MadeUsers()));
    }
}
