using System.Text;
using CacheTasks.Reports;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

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

    // Two builds of one job write one file; each in a process of its own, for which a thread stands: the lock is the file's.
    [TestMethod]
    public void BuildsAtTheSameTime_KeepEachOthersSections()
    {
        using var folder = new TemporaryDirectory("summary");
        var path = folder["summary.md"];

        Parallel.For(0, 20, number => SummarySection.Write(path, new Report([MadeReport.Linked() with { Project = $"/src/{number}.csproj" }])));

        Assert.HasCount(21, File.ReadAllText(path).Split("## CacheTasks"));
    }

    [TestMethod]
    public void ShorterSection_LeavesNothingOfTheLonger()
    {
        using var folder = new TemporaryDirectory("summary");
        var path = folder["summary.md"];
        SummarySection.Write(path, MadeReport.Usual);

        SummarySection.Write(path, MadeReport.Usual with { Steps = [MadeReport.Usual.Steps[0] with { Project = MadeReport.Usual.Steps[1].Project }, MadeReport.Linked() ] });

        Assert.EndsWith("<!-- /cachetasks -->\n", File.ReadAllText(path));
        Assert.HasCount(2, File.ReadAllText(path).Split("<!-- /cachetasks -->"));
    }

    // The file is written in place: neither a file beside it nor root's rights tell whether that works.
    [TestMethod]
    public void FileThatCannotBeOpened_IsAnObstacle_ThoughOneBesideCanBeMade()
    {
        using var folder = new TemporaryDirectory("summary");
        File.CreateSymbolicLink(folder["loop.md"], folder["loop.md"]);

        Assert.IsNotNull(ReportFiles.FindSummaryObstacle(folder["loop.md"]));
        Assert.IsNull(ReportFiles.FindObstacle(folder["loop.md"]));
        Assert.IsNull(ReportFiles.FindSummaryObstacle(folder["new", "summary.md"]));
    }
}
