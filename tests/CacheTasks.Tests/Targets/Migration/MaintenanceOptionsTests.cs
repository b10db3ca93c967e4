using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Targets;

[TestClass]
public class MaintenanceOptionsTests
{
    [TestMethod]
    [DataRow("", false)]
    [DataRow(null, false)]
    [DataRow("TRUE", true)]
    [DataRow("false", false)]
    public void DryRun_IsRead(string? text, bool value) => Assert.AreEqual(value, MaintenanceOptions.Read(text, "", 0, FileSystem.Users!).DryRun);

    [TestMethod]
    [DataRow("yes", "", "CacheTasksDryRun=\"yes\" is not valid, so nothing is changed. Valid here: true, false.")]
    [DataRow("", "no such login", "CacheTasksMigrateUser=\"no such login\" is not valid, so nothing is moved: no user has this login. Valid here: a login, or a user ID such as 1000.")]
    [DataRow("", "4294967295", "CacheTasksMigrateUser=\"4294967295\" is not valid, so nothing is moved: no user has this login. Valid here: a login, or a user ID such as 1000.")]
    public void BadValue_IsSaid(string dryRun, string user, string text) => AssertLines.Equal([text], MaintenanceOptions.Read(dryRun, user, 0, FileSystem.Users!).Findings.Select(finding => finding.Text));

    [TestMethod]
    public void AnotherUser_IsForRootAlone() => AssertLines.Equal(
        ["CacheTasksMigrateUser=\"1001\" is not valid, so nothing is moved: only root can move for another user. Valid here: nothing, or yourself."],
        MaintenanceOptions.Read("", "1001", 1000, FileSystem.Users!).Findings.Select(finding => finding.Text));

    [TestMethod]
    [DataRow("root", 1u, null, DisplayName = "not root, and not allowed")]
    [DataRow("1000", 0u, 1000u)]
    [DataRow("root", 0u, null, DisplayName = "oneself")]
    [DataRow("daemon", 0u, 1u)]
    public void User_IsFoundByLoginAndNumber(string text, uint effective, uint? user) => Assert.AreEqual(user, MaintenanceOptions.Read("", text, effective, FileSystem.Users!).ForUser);

    [TestMethod]
    [DataRow("30", 30.0)]
    [DataRow("0.5", 0.5)]
    [DataRow("0", 0.0)]
    public void Age_IsInDays(string text, double days) => Assert.AreEqual(TimeSpan.FromDays(days), MaintenanceOptions.Read("", text, "").OlderThan);

    [TestMethod]
    [DataRow("-1")]
    [DataRow("30d")]
    [DataRow("1e9")]
    [DataRow("99999999")]
    [DataRow("NaN")]
    public void BadAge_RemovesNothing(string text)
    {
        var options = MaintenanceOptions.Read("", text, "");

        Assert.IsFalse(options.Usable);
        Assert.IsNull(options.OlderThan);
        Assert.AreEqual($"CacheTasksCleanOlderThan=\"{text}\" is not valid, so nothing is removed. Valid here: a number of days from 0 to 36500.", options.Findings.Single().Text);
    }

    [TestMethod]
    [DataRow("", "-1", "", "CacheTasksCollectOlderThan=\"-1\" is not valid, so nothing is removed. Valid here: a number of days from 0 to 36500.")]
    [DataRow("", "30", "a day", "CacheTasksCollectGrace=\"a day\" is not valid, so nothing is removed. Valid here: a number of days from 0 to 36500.")]
    [DataRow("1", "30", "0", "CacheTasksDryRun=\"1\" is not valid, so nothing is changed. Valid here: true, false.")]
    public void BadValueOfACollection_IsSaid(string dryRun, string olderThan, string grace, string text) =>
        AssertLines.Equal([text], MaintenanceOptions.ReadCollection(dryRun, olderThan, grace).Findings.Select(finding => finding.Text));

    [TestMethod]
    public void NothingSet_RemovesNothing()
    {
        var options = MaintenanceOptions.Read("", "", "");

        Assert.IsTrue(options.Usable);
        Assert.IsNull(options.OlderThan);
        Assert.IsFalse(options.Missing);
    }
}
