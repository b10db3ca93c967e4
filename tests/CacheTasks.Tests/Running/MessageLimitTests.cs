using CacheTasks.Diagnostics;
using CacheTasks.Reports;
using CacheTasks.Running;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Running;

[TestClass]
public sealed class MessageLimitTests
{
    [TestMethod]
    public void TooMany_AreCountedByCode()
    {
        var limit = new MessageLimit(2);
        var given = Enumerable.Range(1, 10_000).Count(line => limit.Add(Made(line % 100 == 0 ? Severity.Error : Severity.Warning, line % 10 == 0 ? "E0308" : "RUSTC0002", line)) is not null);

        Assert.AreEqual(2, given);
        Assert.HasCount(2, limit.Errors);
        Assert.AreEqual("… and 9,996 more: 8,998 RUSTC0002, 998 E0308", limit.Summary);
        AssertLines.Equal(["Error E0308 97", "Warning E0308 899", "Warning RUSTC0002 8997"], limit.Left.Select(first => $"{first.Severity} {first.Code} {first.Repeats}").Order());
    }

    [TestMethod]
    public void Few_AreAllGiven()
    {
        var limit = new MessageLimit(2);

        Assert.IsNotNull(limit.Add(Made(Severity.Warning, "X1", 1)));
        Assert.IsNull(limit.Summary);
    }

    [TestMethod]
    public void UvsWarning_GivesWayToTheErrorAboutTheSamePlace()
    {
        var limit = new MessageLimit(2);
        limit.Add(Made(Severity.Warning, "UV0002", 3, "uv"));
        limit.Add(Made(Severity.Warning, "UV0002", 4, "uv"));
        limit.Add(Made(Severity.Error, "UV0001", 3, "uv"));

        Assert.AreEqual(4, limit.Doubtful.Single().Place.Line);
        Assert.AreEqual("UV0001", limit.Errors.Single().Code);
    }

    private static ReportedMessage Made(Severity severity, string code, int line, string source = "rustc") => new(severity, code, source, "text", new MessagePlace("/src/lib.rs", line));
}
