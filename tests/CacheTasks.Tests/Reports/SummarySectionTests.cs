using System.Text;
using CacheTasks.Reports;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Reports;

/// <summary>A build's part of a summary that other steps of a workflow write to as well.</summary>
[TestClass]
public sealed class SummarySectionTests
{
    [TestMethod]
    public void SecondBuild_ReplacesItsOwnAndKeepsOthers()
    {
        var first = SummarySection.With("# Tests\nall passed", MadeReport.Usual) + "# Later\n";

        var second = SummarySection.With(first, MadeReport.Usual with { Steps = [MadeReport.Usual.Steps[0], MadeReport.Usual.Steps[1] with { Name = "Renamed" }] });

        Assert.StartsWith("# Tests\nall passed\n<!-- cachetasks app/App.csproj tools/Tools.csproj -->\n## CacheTasks: 2 steps", second);
        Assert.EndsWith("<!-- /cachetasks -->\n# Later\n", second);
        Assert.HasCount(2, second.Split("## CacheTasks"));
        Assert.AreEqual(second, SummarySection.With(second, MadeReport.Usual with { Steps = [MadeReport.Usual.Steps[0], MadeReport.Usual.Steps[1] with { Name = "Renamed" }] }));
    }

    [TestMethod]
    public void OtherProjects_HaveTheirOwnSection() =>
        Assert.HasCount(3, SummarySection.With(SummarySection.With("", MadeReport.Usual), new Report([MadeReport.Linked()])).Split("## CacheTasks"));

    [TestMethod]
    public void FullSummary_StaysBelowTheServicesLimit()
    {
        var others = new string('x', SummarySection.MostBytes - 1500) + "\n";

        var text = SummarySection.With(others, MadeReport.Usual);

        Assert.IsLessThanOrEqualTo(SummarySection.MostBytes, Encoding.UTF8.GetByteCount(text));
        Assert.Contains("## CacheTasks: 3 steps", text);
        var full = new string('x', SummarySection.MostBytes);
        Assert.AreEqual(full, SummarySection.With(full, MadeReport.Usual).TrimEnd('\n'));
    }
}
