using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Outcome;

/// <summary>A package of which files were copied, and why, as far as the cache's files and the verdict tell.</summary>
/// <param name="Rule">Where more is said of it; null: nothing explains it.</param>
internal sealed record CopiedPackage(string Package, int Files, long Bytes, string Why, Rule? Rule)
{
    private const int Most = 50;

    /// <summary>The largest first.</summary>
    public static IReadOnlyList<CopiedPackage> Of(IEnumerable<WheelLook> looks, Verdict? verdict, LinkMode? planned) =>
        looks.Select(look => Of(look, verdict, planned)).OrderByDescending(package => package.Bytes).ThenBy(package => package.Package, StringComparer.Ordinal).Take(Most).ToList();

    public JsonObject ToJson() => new() { ["package"] = Package, ["files"] = Files, ["bytes"] = Bytes, ["why"] = Why + (Rule is null ? "" : $" ({Rule.Code})") };

    private static CopiedPackage Of(WheelLook look, Verdict? verdict, LinkMode? planned)
    {
        var (why, rule) = Explain(look, verdict, planned);
        return new CopiedPackage($"{look.Wheel.Package} {look.Wheel.Version}", look.Counts[Arrival.Copy], look.Counts.BytesCopied, why, rule);
    }

    private static (string Why, Rule? Rule) Explain(WheelLook look, Verdict? verdict, LinkMode? planned)
    {
        var links = verdict?.Hardlink;
        return links is { Usable: false, Cause: { } cause } ? (cause.Title, cause)
            : look.Bar is { } bar ? (bar.Text, bar.Rule)
            : planned == LinkMode.Copy && links?.Breaks is { } broken ? (broken.Cause.Title, broken.Cause)
            : planned == LinkMode.Copy ? ("copies were asked for", null)
            : links is { NotForAll: true, Cause: { } some } ? (some.Title, some)
            : ("nothing in the cache explains it; the command may say --link-mode or --cache-dir", null);
    }
}
