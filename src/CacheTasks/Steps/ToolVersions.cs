using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <summary>Reads versions as tools print them: <c>uv 0.13.8 (x86_64-unknown-linux-gnu)</c>, <c>cargo 1.95.0 (f2d3ce0bd 2026-03-21)</c>.</summary>
internal static class ToolVersions
{
    private static readonly Regex Pattern = new(@"\d+\.\d+(\.\d+)?(\.\d+)?(-[0-9A-Za-z.-]+)?", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The first version in the text's first line; null when there is none.</summary>
    public static NuGetVersion? Find(string text)
    {
        var line = text.TrimStart().Split('\n')[0];
        var match = line.Length > 500 ? Match.Empty : Pattern.Match(line);
        return match.Success && NuGetVersion.TryParse(match.Value, out var version) ? version : null;
    }
}
