using CacheTasks.Steps;

namespace CacheTasks.Tests.Steps;

[TestClass]
public class RootVariableTests
{
    [TestMethod]
    [DataRow("PIP_CACHE_DIR={cache}", "PIP_CACHE_DIR /root/pip")]
    [DataRow("GOCACHE={private}/gocache", "GOCACHE /root/u1000/gocache")]
    [DataRow(" MAVEN_OPTS = {user} -Dmaven.repo.local={cache} ", "MAVEN_OPTS -Xmx1g -Dmaven.repo.local=/root/pip")]
    public void Value_IsFilledIn(string entry, string filled)
    {
        var variable = RootVariable.ParseAll(entry).Single();

        Assert.AreEqual(filled, $"{variable.Name} {variable.Fill("/root/pip", "/root/u1000", "-Xmx1g")}");
    }

    [TestMethod]
    public void NothingOfTheUser_LeavesNoSpace() =>
        Assert.AreEqual("-Dx=/c", RootVariable.ParseAll("O={user} -Dx={cache}").Single().Fill("/c", "", null));

    // What the user wrote stays as it is, also where it looks like a placeholder.
    [TestMethod]
    public void PlaceholderInTheUsersValue_Stays() =>
        Assert.AreEqual("-Da={cache} -Dx=/c", RootVariable.ParseAll("O={user} -Dx={cache}").Single().Fill("/c", "", "-Da={cache}"));

    [TestMethod]
    [DataRow("A={cache}", "/elsewhere", true)]
    [DataRow("A={cache}", "", false)]
    [DataRow("A={cache}", null, false)]
    [DataRow("A={user} -Dm={cache}", "-Xmx1g", false)]
    [DataRow("A={user} -Dm={cache}", "-Xmx1g -Dm=/there", true)]
    public void UsersValue_NamesTheCacheOrNot(string entry, string? value, bool named) =>
        Assert.AreEqual(named, RootVariable.ParseAll(entry).Single().IsNamedBy(value));

    [TestMethod]
    [DataRow("PIP_CACHE_DIR")]
    [DataRow("={cache}")]
    [DataRow("PIP_CACHE_DIR=/fixed")]
    public void EntryThatSaysNoPlace_IsQuoted(string entry)
    {
        var fault = Assert.ThrowsExactly<FormatException>(() => RootVariable.ParseAll("A={cache}; " + entry));

        Assert.AreEqual($"RootVariables '{entry}' is not 'NAME=VALUE' with {{cache}} or {{private}} in the value", fault.Message);
    }
}
