using System.Text;
using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Reports;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Reports;

[TestClass]
public sealed partial class MarkdownReportTests
{
    [TestMethod]
    public void FirstLine_SaysItAll() =>
        Assert.StartsWith("## CacheTasks: 3 steps: 1 linked, 1 copied (42 MB, about 0.4 s lost), 1 did not finish; 1 error, 1 warning\n", MarkdownReport.Render(MadeReport.Usual));

    // ContinueOnError lets a target go on; and "its errors are above" must be true.
    [TestMethod]
    public void CommandThatFailed_IsNoLink_AndIsSaidBelowItsErrors()
    {
        var ended = new ReportedMessage(Severity.Error, "MSB3073", "CacheExec", "The command exited with code 101; its errors are above.", new MessagePlace("/src/app/App.csproj", 9, 5));
        var text = MarkdownReport.Render(new Report([MadeReport.Linked() with { Messages = [ended, MadeReport.TypeError()] }]));

        Assert.StartsWith("## CacheTasks: 1 step: 1 failed; 2 errors\n", text);
        Assert.IsLessThan(text.IndexOf("### ❌ error MSB3073", StringComparison.Ordinal), text.IndexOf("### ❌ error E0308", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Steps_AreATable()
    {
        var rows = MarkdownReport.Render(MadeReport.Usual).Split('\n').Where(line => line.StartsWith('|')).ToList();

        Assert.HasCount(5, rows);
        Assert.AreEqual("| ✅ | <code>SyncPython</code> | App.csproj | uv 0.13.8 | **linked** (clone) | 12,700 clones, 88 tiny clones, 112 written by the tool | 880 MB shared |", rows[2]);
    }

    [TestMethod]
    public void Findings_SayWhereAndWhatToDo()
    {
        var text = MarkdownReport.Render(MadeReport.Usual);

        Assert.Contains("### ❌ error E0308 (rustc)\n\n- <code>BuildNative</code> at <code>native/src/lib.rs:3:5</code>: mismatched types: expected <code>i32</code>, found <code>&#38;str</code>\n", text);
        Assert.Contains("  - **What to do:** Set Placement=\"colocate\" on the step, or CacheDirectory to a folder below <code>/src</code>.\n", text);
        Assert.IsLessThan(text.IndexOf("CACHETASKS1001", StringComparison.Ordinal), text.IndexOf("E0308", StringComparison.Ordinal));
    }

    [TestMethod]
    public void TenThousandOfOneCode_AreOneHeadingAndFew()
    {
        var text = MarkdownReport.Render(MadeReport.Many);

        Assert.Contains("error E0308 (rustc), 10,000 times", text);
        Assert.Contains("- 9,995 more are left out here; the build's output has them.", text);
        Assert.IsLessThan(20_000, text.Length);
    }

    // Whatever names say: only our own elements, no link, no picture, no heading or cell more.
    [TestMethod]
    public void HostileNames_MakeNoMarkup()
    {
        var text = MarkdownReport.Render(MadeReport.HostileNames);

        AssertLines.Equal(["code", "details", "pre", "summary"], Elements().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain("](", text.Replace("`*_[x](http://y)&#10;", "", StringComparison.Ordinal));
        Assert.DoesNotContain("-->", text);
        Assert.IsTrue(text.Split('\n').Where(line => line.StartsWith('|')).All(line => line.Count(character => character == '|') == 8));
        Assert.HasCount(4, text.Split('\n').Where(line => line.StartsWith('#')).ToList());
        Assert.IsFalse(text.Any(character => (char.IsControl(character) && character != '\n') || char.IsSurrogate(character) || character == '\u202E'));
    }

    [TestMethod]
    [DataRow(100)]
    [DataRow(2000)]
    [DataRow(5000)]
    public void LittleRoom_IsKept(int most)
    {
        var text = MarkdownReport.Render(MadeReport.Usual, most);

        Assert.IsLessThanOrEqualTo(most, Encoding.UTF8.GetByteCount(text));
        Assert.AreEqual(most is 2000, text.EndsWith("The page (CacheTasksReport) has more.\n", StringComparison.Ordinal));
    }

    [GeneratedRegex("<(?!!)/?([^\\s>]*)")]
    private static partial Regex Elements();
}
