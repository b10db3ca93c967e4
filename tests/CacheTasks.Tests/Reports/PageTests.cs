using System.Net;
using System.Text.RegularExpressions;
using CacheTasks.Reports;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Reports;

/// <summary>The page as a browser lays it out: on a phone, on a desk, light and dark.</summary>
[TestClass]
public sealed partial class PageTests
{
    // The page has no script; the page around it measures. A text is measured with the font that the browser really has.
    private const string Measure = """
        const said = [];
        for (const frame of document.querySelectorAll('iframe')) {
          const page = frame.contentDocument, name = frame.title;
          const wide = page.documentElement.scrollWidth - page.documentElement.clientWidth;
          if (wide > 0) said.push(name + ': ' + wide + ' px too wide');
          for (const group of page.querySelectorAll('.picture .box, .picture .label')) {
            const box = group.querySelector('rect').getBBox();
            for (const text of group.querySelectorAll('text')) {
              const inner = text.getBBox();
              if (inner.x < box.x || inner.x + inner.width > box.x + box.width || inner.y < box.y || inner.y + inner.height > box.y + box.height)
                said.push(name + ': "' + text.textContent + '" leaves its box');
            }
          }
          const picture = page.querySelector('svg.picture');
          if (picture) for (const text of picture.querySelectorAll('.area-title')) {
            const box = text.getBBox();
            if (box.x + box.width > 880) said.push(name + ': "' + text.textContent + '" leaves the picture');
          }
          if (page.scripts.length) said.push(name + ': a script');
        }
        document.body.innerHTML = '<pre>' + document.querySelectorAll('iframe').length + ' pages\n' + said.join('\n').replace(/</g, '&lt;') + '</pre>';
        """;

    [TestMethod]
    public void NoPage_IsWiderThanItsScreen_AndNoTextLeavesItsBox()
    {
        using var folder = new TemporaryDirectory("page");
        var reports = new[] { ("usual", MadeReport.Usual), ("hostile", MadeReport.HostileNames), ("large", MadeReport.Large), ("many", MadeReport.Many) };
        var frames = reports.SelectMany(report => new[] { 390, 1280 }.Select(width =>
            $"<iframe title=\"{report.Item1} {width}\" style=\"width:{width}px;height:800px\" srcdoc=\"{WebUtility.HtmlEncode(HtmlReport.Render(report.Item2))}\"></iframe>"));
        File.WriteAllText(folder["page.html"], $"<!DOCTYPE html><meta charset=\"utf-8\"><body>{string.Concat(frames)}<script>addEventListener('load', () => {{ {Measure} }})</script></body>");

        var dump = Browser.Dump(folder["page.html"]);

        Assert.AreEqual("8 pages", Said().Match(dump).Groups[1].Value.Trim());
    }

    [GeneratedRegex("<pre>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Said();
}
