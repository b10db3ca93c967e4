using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CacheTasks.Reports;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Reports;

/// <summary>The page is well-formed XML, so that an independent parser can say what is in it.</summary>
[TestClass]
public sealed partial class HtmlReportTests
{
    private static readonly (string Name, Report Report)[] s_reports = [("usual", MadeReport.Usual), ("many", MadeReport.Many), ("hostile", MadeReport.HostileNames), ("large", MadeReport.Large), ("none", new Report([]))];

    public static IEnumerable<object[]> Reports => s_reports.Select(report => new object[] { report.Name });

    [TestMethod]
    [DynamicData(nameof(Reports))]
    public void Page_IsWholeAndAsksForNothing(string name)
    {
        var page = Parse(name);

        string[] known = ["html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "span", "strong", "code", "pre", "ul", "li", "br", "dl", "dt", "dd", "div", "section", "details", "summary",
            "table", "thead", "tbody", "tr", "th", "td", "svg", "desc", "defs", "marker", "path", "rect", "g", "text", "tspan"];
        AssertLines.Equal(Array.Empty<string>(), page.Descendants().Select(element => element.Name.LocalName).Distinct().Except(known));
        AssertLines.Equal(Array.Empty<string>(), page.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).Where(attribute => attribute is "href" or "src" or "style" || attribute.StartsWith("on", StringComparison.Ordinal)));
        Assert.DoesNotContain("url(h", page.ToString());
        Assert.DoesNotContain("@import", page.ToString());
    }

    [TestMethod]
    public void Headline_IsTheTitleAndTheHeading()
    {
        var page = Parse("usual");

        Assert.AreEqual("3 steps: 1 linked, 1 copied (42 MB, about 0.4 s lost), 1 did not finish; 1 error, 1 warning", page.Descendants("h1").Single().Value);
        Assert.AreEqual("CacheTasks: " + page.Descendants("h1").Single().Value, page.Descendants("title").First().Value);
    }

    [TestMethod]
    public void TenThousandOfOneCode_AreOneFinding()
    {
        var page = Parse("many");

        Assert.HasCount(2, page.Descendants("section").ToList());
        Assert.Contains("· 10,000 times", page.ToString());
        Assert.Contains("9,980 more are left out here; the build's output has them.", page.ToString());
    }

    [TestMethod]
    public void Picture_SaysTheSameInWords() =>
        Assert.Contains(
            "SyncTools of Tools.csproj (net8.0): from /home/ana/.cache/uv to /src/tools/.venv, copy, net8.0, 1001 different filesystems.",
            Parse("usual").Descendants().Single(element => element.Name.LocalName == "desc").Value);

    // WCAG 2.1, success criterion 1.4.3: 4.5 to 1.
    [TestMethod]
    [DataRow(0, DisplayName = "light")]
    [DataRow(1, DisplayName = "dark")]
    public void Colours_CanBeRead(int palette)
    {
        var blocks = File.ReadAllText(Path.Combine(Repository.Root, "src", "CacheTasks", "Reports", "report.css")).Split(":root");
        var colours = Colour().Matches(blocks[palette + 1]).ToDictionary(match => match.Groups[1].Value, match => Luminance(match.Groups[2].Value));

        string[] texts = ["ink", "soft", "clone", "hardlink", "symlink", "copy", "fails", "unknown"];
        foreach (var (text, ground) in texts.SelectMany(text => new[] { "page", "panel", "area", "box" }.Select(ground => (text, ground))))
        {
            var (light, dark) = (Math.Max(colours[text], colours[ground]), Math.Min(colours[text], colours[ground]));
            Assert.IsGreaterThanOrEqualTo(4.5, (light + 0.05) / (dark + 0.05), $"{text} on {ground}");
        }
    }

    private static XDocument Parse(string name) => XDocument.Parse(HtmlReport.Render(s_reports.Single(report => report.Name == name).Report));

    private static double Luminance(string colour) =>
        new[] { (0, 0.2126), (2, 0.7152), (4, 0.0722) }.Sum(part => part.Item2 * Linear(int.Parse(colour.AsSpan(part.Item1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0));

    private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);

    [GeneratedRegex("--(\\w+): #([0-9a-f]{6});")]
    private static partial Regex Colour();
}
