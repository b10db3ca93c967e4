using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Diagnostics;

/// <summary>The table of causes in docs/linking.md holds what the catalogue holds, and its links lead somewhere.</summary>
[TestClass]
public partial class LinkingPageTests
{
    private const int Columns = 6;

    private static readonly string s_docs = Path.Combine(Repository.Root, "docs");
    private static readonly string s_page = File.ReadAllText(Path.Combine(s_docs, "linking.md"));

    private static IEnumerable<Rule> Causes => Rules.All.Where(rule => rule.Number / 1000 == 1);

    [TestMethod]
    public void EveryCause_HasOneRowWithItsTitleAndSection_AndEveryRowACause()
    {
        var rows = Row().Matches(s_page).Select(row => row.Groups["cause"].Value);

        AssertLines.Equal(Causes.Select(rule => $"[{rule.Number}](diagnostics.md{new Uri(HelpLink.For(rule)).Fragment}) {rule.Title}"), rows);
    }

    [TestMethod]
    public void NoCellOfTheTableIsEmpty()
    {
        // A pipe inside a cell is escaped.
        var incomplete = Row().Matches(s_page).Select(row => row.Value).Where(row => Pipe().Split(row.Trim().Trim('|')) is var cells && (cells.Length != Columns || cells.Any(string.IsNullOrWhiteSpace)));

        AssertLines.None(incomplete);
    }

    [TestMethod]
    public void EveryLink_LeadsToAPageAndItsAnchor()
    {
        var broken = Link().Matches(s_page).Where(link => !Leads(link.Groups["page"].Value, link.Groups["anchor"].Value)).Select(link => link.Value);

        AssertLines.None(broken);
    }

    private static bool Leads(string page, string anchor)
    {
        var path = page.Length == 0 ? Path.Combine(s_docs, "linking.md") : Path.Combine(s_docs, page);
        return File.Exists(path) && (anchor.Length == 0 || Anchors(File.ReadAllText(path)).Contains(anchor));
    }

    private static IEnumerable<string> Anchors(string page) =>
        Named().Matches(page).Select(anchor => anchor.Groups[1].Value).Concat(Heading().Matches(page).Select(heading => Slug(heading.Groups[1].Value)));

    // As GitHub makes them.
    private static string Slug(string heading) => NoSlug().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^\| (?<cause>\[\d{4}\]\S+ [^|]+?) \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();

    [GeneratedRegex(@"\]\((?<page>[\w.-]*)#?(?<anchor>[\w-]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"<a id=""([^""]+)"">")]
    private static partial Regex Named();

    [GeneratedRegex(@"^#+ (.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoSlug();
}
