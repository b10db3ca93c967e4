using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Diagnostics;

/// <summary>The catalogue in code and docs/diagnostics.md, which the package ships, say the same.</summary>
[TestClass]
public partial class DiagnosticsPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"));

    [TestMethod]
    public void EveryRule_HasItsSection_AndEverySectionItsRule()
    {
        var sections = Heading().Matches(s_page).Select(heading => heading.Groups[1].Value);

        AssertLines.Equal(Rules.All.Select(rule => $"{rule.Code}: {rule.Title}"), sections);
    }

    [TestMethod]
    public void EveryHelpLink_FindsAnAnchor()
    {
        var missing = Rules.All.Where(rule => !s_page.Contains($"<a id=\"{new Uri(HelpLink.For(rule)).Fragment[1..]}\">", StringComparison.Ordinal));

        AssertLines.None(missing);
    }

    [TestMethod]
    public void EveryCodeThatThePageNames_Exists()
    {
        var known = Rules.All.Select(rule => rule.Code).ToHashSet();
        var unknown = Code().Matches(s_page).Select(code => code.Value).Where(code => !known.Contains(code)).Distinct();

        AssertLines.None(unknown);
    }

    [GeneratedRegex(@"^## (CACHETASKS\d.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"CACHETASKS\d+")]
    private static partial Regex Code();
}
