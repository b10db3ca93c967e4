namespace CacheTasks.Diagnostics;

/// <summary>The link to a rule's section in the documentation that the package ships.</summary>
internal static class HelpLink
{
    // tasks/<framework>/CacheTasks.dll in the package, docs/ beside tasks/.
    private static readonly string Page = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(typeof(HelpLink).Assembly.Location) ?? ".", "..", "..", "docs", "diagnostics.md"));

    public static string For(Rule rule) => new Uri(Page).AbsoluteUri + "#" + rule.Code.ToLowerInvariant();
}
