using System.Text.RegularExpressions;

namespace CacheTasks.Placement.Needs;

/// <summary>Versions of Python packages, of which several spellings mean the same one (PEP 440).</summary>
internal static class PythonVersion
{
    // PEP 440, appendix B.
    private static readonly Regex Form = new(
        @"^v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)" +
        @"(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pren>[0-9]+)?)?" +
        @"(?<post>-(?<postn1>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postn2>[0-9]+)?)?" +
        @"(?<dev>[-_.]?dev[-_.]?(?<devn>[0-9]+)?)?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Equal for equal versions: <c>1</c> of <c>1.0.0</c>, <c>1rc2</c> of <c>1.0-RC.2</c>; the text itself where it is no version.</summary>
    public static string Key(string version)
    {
        var text = version.Trim().ToLowerInvariant();
        if (text.Length > 0 && text.All(letter => letter is '.' or >= '0' and <= '9'))
        {
            return Release(text);
        }
        var match = Form.Match(text);
        if (!match.Success)
        {
            return text;
        }
        var epoch = Number(match.Groups["epoch"].Value);
        return (epoch == "0" ? "" : epoch + "!") + Release(match.Groups["release"].Value) + Pre(match) + Post(match) + Dev(match) + Local(match);
    }

    private static string Release(string text)
    {
        var parts = text.Split('.').Select(Number).ToList();
        while (parts.Count > 1 && parts[parts.Count - 1] == "0")
        {
            parts.RemoveAt(parts.Count - 1);
        }
        return string.Join(".", parts);
    }

    private static string Pre(Match match) => match.Groups["pre"].Value switch
    {
        "" => "",
        "alpha" or "a" => "a" + Number(match.Groups["pren"].Value),
        "beta" or "b" => "b" + Number(match.Groups["pren"].Value),
        _ => "rc" + Number(match.Groups["pren"].Value),
    };

    private static string Post(Match match) =>
        match.Groups["post"].Success ? ".post" + Number(match.Groups["postn1"].Value + match.Groups["postn2"].Value) : "";

    private static string Dev(Match match) => match.Groups["dev"].Success ? ".dev" + Number(match.Groups["devn"].Value) : "";

    private static string Local(Match match) =>
        match.Groups["local"].Success ? "+" + string.Join(".", match.Groups["local"].Value.Split('-', '_', '.').Select(part => part.All(char.IsDigit) ? Number(part) : part)) : "";

    private static string Number(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";
}
